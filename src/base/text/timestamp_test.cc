#include "base/text/timestamp.h"

#include <gtest/gtest.h>

namespace aws::text {
namespace {

const Timestamp kMoment{std::chrono::milliseconds(1767323045678)};

TEST(TimestampForms, AreThoseOfTheProtocols) {
  EXPECT_EQ(iso8601(kMoment), "2026-01-02T03:04:05.678Z");
  EXPECT_EQ(basic_iso8601(kMoment), "20260102T030405Z");
  EXPECT_DOUBLE_EQ(epoch_seconds(kMoment), 1767323045.678);
  EXPECT_EQ(from_epoch_seconds(1767323045.678), kMoment);
}

TEST(ParseTimestamp, ReadsEveryFormThatClientsSend) {
  const Timestamp second{std::chrono::seconds(1767323045)};
  EXPECT_EQ(parse_timestamp("2026-01-02T03:04:05.678Z"), kMoment);
  EXPECT_EQ(parse_timestamp("2026-01-02T03:04:05.678901Z"), kMoment);
  EXPECT_EQ(parse_timestamp("2026-01-02T04:04:05+01:00"), second);
  EXPECT_EQ(parse_timestamp("2026-01-02T02:04:05-0100"), second);
  EXPECT_EQ(parse_timestamp("20260102T030405Z"), second);
  EXPECT_EQ(parse_timestamp("Fri, 02 Jan 2026 03:04:05 GMT"), second);
  EXPECT_EQ(parse_timestamp("1767323045"), second);
  EXPECT_EQ(parse_timestamp("1767323045.678"), kMoment);
  EXPECT_EQ(parse_timestamp("1970-01-01"), Timestamp());
}

TEST(ParseTimestamp, RefusesTheRest) {
  for (const char* text :
       {"", "yesterday", "2026-13-01T00:00:00Z", "2026-01-02T03:04", "2026-01-02T03:04:05.Z", "nan"}) {
    EXPECT_EQ(parse_timestamp(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace aws::text
