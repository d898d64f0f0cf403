#include "region/fis/iso_duration.h"

#include <gtest/gtest.h>

namespace aws::region::fis {
namespace {

using std::chrono::seconds;

TEST(IsoDuration, IsMadeOfUnitsInTheirOrder) {
  EXPECT_EQ(iso_duration("PT2M"), seconds(120));
  EXPECT_EQ(iso_duration("PT1H30M"), seconds(5400));
  EXPECT_EQ(iso_duration("PT90S"), seconds(90));
  EXPECT_EQ(iso_duration("P1DT12H"), seconds(36 * 3600));
  EXPECT_EQ(iso_duration("P1W"), seconds(7 * 24 * 3600));
}

TEST(IsoDuration, IsNothingElse) {
  for (const auto* text : {"", "P", "PT", "2M", "PT2", "P2M", "PTM", "PT2M1H", "PT-2M", "P1DT", "PT2m", "P1Y", "PT1M ",
                           "PT99999999999M", "PT2M2M"}) {
    EXPECT_EQ(iso_duration(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace aws::region::fis
