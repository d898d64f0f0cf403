#include "region/watch/history/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

namespace aws::region::watch {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> subjects(const boost::json::array& happenings) {
  std::vector<std::string> found;
  for (const auto& happening : happenings) found.emplace_back(happening.at("subject").as_string());
  return found;
}

TEST(Timeline, WhatIsHeardOfLateIsInItsPlaceAndIsNews) {
  Timeline timeline;
  timeline.add({"instance", "first", "running"}, from_milliseconds(1));
  timeline.add({"instance", "third", "running"}, from_milliseconds(3));
  EXPECT_THAT(subjects(timeline.news()), ElementsAre("first", "third"));
  timeline.add({"experiment", "second", "started"}, from_milliseconds(2));
  timeline.add({"instance", "fourth", "running"}, from_milliseconds(3));
  EXPECT_THAT(subjects(timeline.news()), ElementsAre("second", "fourth"));
  EXPECT_THAT(timeline.news(), IsEmpty());
  EXPECT_THAT(subjects(timeline.all()), ElementsAre("first", "second", "third", "fourth"));
}

TEST(Timeline, KeepsTheNewest) {
  Timeline timeline;
  for (int at = 0; at < 1'001; ++at) timeline.add({"instance", std::to_string(at), "running"}, from_milliseconds(at));
  timeline.add({"experiment", "late", "started"}, from_milliseconds(0));
  EXPECT_EQ(timeline.all().size(), 1'000U);
  EXPECT_EQ(subjects(timeline.all()).front(), "1");
}

}  // namespace
}  // namespace aws::region::watch
