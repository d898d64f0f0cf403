#include "viewer/model.h"

#include <gmock/gmock.h>

namespace aws::viewer {
namespace {

using testing::ElementsAre;
using testing::Pair;

const TargetName kTarget{"arn:tg", "i-1:80"};

TEST(Model, HasNoRateBeforeTheFirstSecondIsOver) {
  Model model;
  for (int part = 0; part < 3; ++part) model.hear(Visits{.count = 1, .targets = {{kTarget, 1}}});
  EXPECT_FALSE(model.last_second());
  EXPECT_EQ(model.per_second(kTarget), 0);
}

TEST(Model, AddsUpTheQuartersOfASecond) {
  Model model;
  for (int part = 1; part <= 4; ++part) {
    model.hear(
        Visits{.count = part, .classes = {{"2xx", part}}, .p50 = 5 - part, .p99 = part, .targets = {{kTarget, 2}}});
  }
  ASSERT_TRUE(model.last_second());
  EXPECT_EQ(model.last_second()->count, 10);
  EXPECT_THAT(model.last_second()->classes, ElementsAre(Pair("2xx", 10)));
  EXPECT_EQ(model.last_second()->p50, 4);
  EXPECT_EQ(model.last_second()->p99, 4);
  EXPECT_EQ(model.per_second(kTarget), 8);
}

TEST(Model, ForgetsTheSecondBefore) {
  Model model;
  for (int part = 0; part < 4; ++part) model.hear(Visits{.count = 7, .targets = {{kTarget, 7}}});
  for (int part = 0; part < 4; ++part) model.hear(Visits{});
  EXPECT_EQ(model.last_second()->count, 0);
  EXPECT_EQ(model.per_second(kTarget), 0);
}

TEST(Model, KeepsTheNewestCallsFirst) {
  Model model;
  model.hear(Calls{.count = 70, .denied = 2, .newest = {{.operation = "One"}, {.operation = "Two"}}});
  model.hear(Calls{.count = 1, .denied = 0, .newest = {{.operation = "Three"}}});
  EXPECT_EQ(model.call_count(), 71);
  EXPECT_EQ(model.denied_count(), 2);
  ASSERT_EQ(model.calls().size(), 3U);
  EXPECT_EQ(model.calls()[0].operation + model.calls()[2].operation, "ThreeOne");
  for (int i = 0; i < 200; ++i) model.hear(Calls{.count = 1, .newest = {{.operation = "More"}}});
  EXPECT_EQ(model.calls().size(), 100U);
}

TEST(Model, CountsHealthAndKnowsWhatIsInFlight) {
  Model model;
  model.hear(Picture{.target_groups = {{.targets = {{.health = "healthy"}, {.health = "healthy"}}},
                                       {.targets = {{.health = "draining"}}}}});
  EXPECT_THAT(model.health(), ElementsAre(Pair("draining", 1), Pair("healthy", 2)));
  model.hear(InFlight{{{kTarget, 3}}});
  EXPECT_EQ(model.in_flight(kTarget), 3);
  model.hear(InFlight{});
  EXPECT_EQ(model.in_flight(kTarget), 0);
}

}  // namespace
}  // namespace aws::viewer
