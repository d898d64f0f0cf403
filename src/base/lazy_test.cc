#include "base/lazy.h"

#include <gtest/gtest.h>

#include <string>

namespace aws {
namespace {

TEST(Lazy, IsWorkedOutOnceAndOnlyWhenLookedAt) {
  int times = 0;
  const Lazy<std::string> value([&] {
    ++times;
    return std::string("worked out");
  });
  EXPECT_EQ(times, 0);
  EXPECT_EQ(*value, "worked out");
  EXPECT_EQ(value->size(), 10U);
  EXPECT_EQ(times, 1);
}

TEST(Lazy, MayBeThereAlready) {
  EXPECT_EQ(*Lazy<std::string>(std::string("there")), "there");
  EXPECT_EQ(*Lazy<std::string>(), "");
}

}  // namespace
}  // namespace aws
