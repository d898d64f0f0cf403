#include "region/watch/history/chronicle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aws::region::watch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Timestamp kStart{1000s};

Interventions with_shift(const std::string& status, Timestamp start, Timestamp expiry) {
  return {.experiments = {},
          .templates = {},
          .resources = {{.arn = "arn", .name = "shop"}},
          .shifts = {{.awayFrom = "usw2-az1",
                      .comment = "slow",
                      .expiryTime = expiry,
                      .resourceIdentifier = "arn",
                      .startTime = start,
                      .status = status,
                      .zonalShiftId = "id"}}};
}

Interventions with_experiment(const std::string& status, std::optional<Timestamp> start, std::optional<Timestamp> end) {
  return {.experiments = {{.id = "EXP1",
                           .state = fis::ExperimentState{.status = status, .reason = "why"},
                           .actions = {{"a", {.actionId = "aws:fis:wait"}}, {"b", {.actionId = "aws:ec2:stop"}}},
                           .creationTime = kStart,
                           .startTime = start,
                           .endTime = end}},
          .templates = {},
          .resources = {},
          .shifts = {}};
}

class ChronicleTest : public ::testing::Test {
 protected:
  // "800 shop: what", the time in seconds.
  std::vector<std::string> news(const Interventions& now, Timestamp seen_at) {
    std::vector<std::string> told;
    for (const auto& [happening, at] : chronicle_.news(now, seen_at)) {
      told.push_back(std::to_string(to_milliseconds(at) / 1000) + ' ' + happening.subject + ": " + happening.what);
    }
    return told;
  }

  Chronicle chronicle_{kStart};
};

TEST_F(ChronicleTest, AVerdictIsTold) {
  auto ended = with_experiment("completed", kStart + 1s, kStart + 2s);
  ended.experiments[0].tags = {{"resilient-service:verdict", "held"}};
  EXPECT_THAT(news(ended, kStart + 3s),
              ElementsAre("1001 EXP1: started: aws:fis:wait, aws:ec2:stop", "1002 EXP1: completed: why"));
}

TEST_F(ChronicleTest, AShiftBeginsAndIsCanceled) {
  EXPECT_THAT(news(with_shift("ACTIVE", kStart + 1s, kStart + 60s), kStart + 2s),
              ElementsAre("1001 shop: away from usw2-az1: slow"));
  EXPECT_THAT(news(with_shift("ACTIVE", kStart + 1s, kStart + 60s), kStart + 3s), IsEmpty());
  EXPECT_THAT(news(with_shift("CANCELED", kStart + 1s, kStart + 60s), kStart + 5s),
              ElementsAre("1005 shop: away from usw2-az1 is canceled"));
  EXPECT_THAT(news(with_shift("CANCELED", kStart + 1s, kStart + 60s), kStart + 6s), IsEmpty());
}

TEST_F(ChronicleTest, AShiftThatNobodySawIsOverWhenItWas) {
  EXPECT_THAT(news(with_shift("EXPIRED", kStart + 1s, kStart + 60s), kStart + 600s),
              ElementsAre("1001 shop: away from usw2-az1: slow", "1060 shop: away from usw2-az1 is over"));
}

TEST_F(ChronicleTest, AShiftOfBeforeIsToldWhenItEndsSince) {
  EXPECT_THAT(news(with_shift("ACTIVE", kStart - 1s, kStart + 60s), kStart), IsEmpty());
  EXPECT_THAT(news(with_shift("EXPIRED", kStart - 1s, kStart + 60s), kStart + 61s),
              ElementsAre("1060 shop: away from usw2-az1 is over"));
}

TEST_F(ChronicleTest, AShiftThatWasCanceledBeforeIsNoNews) {
  EXPECT_THAT(news(with_shift("CANCELED", kStart - 9s, kStart + 60s), kStart), IsEmpty());
}

TEST_F(ChronicleTest, AnExperimentBeginsAndEnds) {
  EXPECT_THAT(news(with_experiment("running", kStart + 1s, std::nullopt), kStart + 1s),
              ElementsAre("1001 EXP1: started: aws:fis:wait, aws:ec2:stop"));
  EXPECT_THAT(news(with_experiment("stopped", kStart + 1s, kStart + 3s), kStart + 4s),
              ElementsAre("1003 EXP1: stopped: why"));
}

TEST_F(ChronicleTest, AnExperimentOfBeforeIsNoNews) {
  EXPECT_THAT(news(with_experiment("completed", kStart - 9s, kStart - 1s), kStart), IsEmpty());
}

TEST_F(ChronicleTest, AnExperimentThatTheRegionsEndStoppedIs) {
  EXPECT_THAT(news(with_experiment("stopped", kStart - 9s, kStart + 1s), kStart + 1s),
              ElementsAre("1001 EXP1: stopped: why"));
}

}  // namespace
}  // namespace aws::region::watch
