#include "scenario/report/timeline/periods.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "scenario/fakes/example_report.h"

namespace aws::scenario {
namespace {

std::vector<std::string> texts(const std::vector<HealthPeriod>& periods) {
  std::vector<std::string> result;
  for (const auto& [target, from, to] : periods) {
    result.push_back(fmt::format("{} {} {}-{}", target.id, target.state, from, to));
  }
  return result;
}

TEST(HealthPeriods, ReachOverAllStagesUntilALookShowsAnotherState) {
  EXPECT_THAT(texts(health_periods(example_report().stages)),
              ::testing::ElementsAre("i-1 healthy 2.5-3.5", "i-1 unhealthy 3.5-5", "i-1 draining 5-7", "i-1 gone 7-7",
                                     "i-2 initial 2.5-3.5", "i-2 healthy 3.5-7", "i-3 initial 7-7"));
  EXPECT_TRUE(health_periods({}).empty());
}

TEST(HealthPeriods, ATargetThatIsListedAgainIsNoLongerGone) {
  const Health there = {example_target("i-1", "healthy")};
  const StageResult stage{.looks = {{1, there}, {2, {}}, {3, there}, {4, there}}};
  EXPECT_THAT(texts(health_periods({&stage, 1})),
              ::testing::ElementsAre("i-1 healthy 1-2", "i-1 gone 2-3", "i-1 healthy 3-4"));
}

TEST(AnswersOfStages, AreCountedByKind) {
  StageResult stage{.replies = {example_reply(1, Answer::kReal, 200), example_reply(2, Answer::kError, 502),
                                example_reply(3, Answer::kError, 503), example_reply(4, Answer::kReal, 200)}};
  const auto counted = answers({&stage, 1});
  ASSERT_EQ(counted.size(), 3U);
  EXPECT_EQ(counted[0].kind, "200 real");
  EXPECT_EQ(counted[0].count, 2U);
  EXPECT_EQ(counted[0].first, 1);
  EXPECT_EQ(counted[0].last, 4);
  EXPECT_EQ(counted[1].kind, "502");
  EXPECT_EQ(counted[2].kind, "503");
}

}  // namespace
}  // namespace aws::scenario
