#include "region/chaos/call_mishaps.h"

#include <gmock/gmock.h>

#include <set>

#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "contract/zonalshift.h"
#include "region/chaos/capacity.h"
#include "region/chaos/plan_file.h"

namespace aws::region::chaos {
namespace {

using frontdoor::Mishap;

const Principal kUser{"arn:aws:iam::123456789012:user/ann", "AIDA"};
const Principal kInstance{"arn:aws:sts::123456789012:assumed-role/web/i-1", "AROA:i-1"};

// Calls of a region that such a file tells to misbehave.
struct Troubled {
  explicit Troubled(const std::string& text) : faults(parse_plan(text, "chaos")) {}
  Mishap next(const contract::Call& call) { return mishaps.next(call); }

  Faults faults;
  CallMishaps mishaps{faults};
};

bool is_spoilt(const Mishap& mishap) {
  return !mishap.carried_out || mishap.answer || mishap.delivery != http::Delivery::kSent || mishap.delay.count() > 0;
}

std::vector<bool> draws(const std::string& text, int calls) {
  Troubled mishaps(text);
  std::vector<bool> spoilt;
  for (int call = 0; call < calls; ++call) {
    spoilt.push_back(is_spoilt(mishaps.next({.operation = iam::operations::CreateRole, .principal = kUser})));
  }
  return spoilt;
}

TEST(CallMishaps, WithoutRulesNothingGoesWrong) {
  EXPECT_FALSE(is_spoilt(Troubled("").next({.operation = iam::operations::CreateRole, .principal = kUser})));
}

TEST(CallMishaps, TheSameSeedGivesTheSameRun) {
  EXPECT_EQ(draws("seed 7\nfail 50% *", 200), draws("seed 7\nfail 50% *", 200));
  EXPECT_NE(draws("seed 7\nfail 50% *", 200), draws("seed 8\nfail 50% *", 200));
}

TEST(CallMishaps, EachRuleHitsItsShare) {
  Troubled both("throttle 10% *\nlose 50% iam.*");
  std::map<std::string, int> seen;
  constexpr int kCalls = 20'000;
  for (int call = 0; call < kCalls; ++call) {
    const Mishap mishap = both.next({.operation = iam::operations::CreateRole, .principal = kUser});
    if (!mishap.carried_out) ++seen["throttled"];
    if (mishap.carried_out && mishap.answer) ++seen["failed after the effect"];
    if (mishap.delivery == http::Delivery::kDropped) ++seen["dropped"];
  }
  // The second rule is asked about what the first one left: half of nine tenths, in two ways.
  EXPECT_NEAR(seen["throttled"], 0.1 * kCalls, 0.01 * kCalls);
  EXPECT_NEAR(seen["failed after the effect"], 0.225 * kCalls, 0.01 * kCalls);
  EXPECT_NEAR(seen["dropped"], 0.225 * kCalls, 0.01 * kCalls);
}

TEST(CallMishaps, NothingAndEverythingAreSharesToo) {
  Troubled none("fail 0% *");
  Troubled all("fail 100% *");
  for (int call = 0; call < 1000; ++call) {
    EXPECT_TRUE(none.next({.operation = iam::operations::CreateRole, .principal = kUser}).carried_out);
    EXPECT_FALSE(all.next({.operation = iam::operations::CreateRole, .principal = kUser}).carried_out);
  }
}

TEST(CallMishaps, ARuleIsForItsOperationsAndItsCallers) {
  Troubled some("hang 100% iam.Create* by user/*\nslow 100% 2s dynamodb.GetItem by assumed-role/web/*");
  EXPECT_EQ(some.next({.operation = iam::operations::CreateRole, .principal = kUser}).delivery,
            http::Delivery::kWithheld);
  EXPECT_FALSE(is_spoilt(some.next({.operation = iam::operations::GetRole, .principal = kUser})));
  EXPECT_FALSE(is_spoilt(some.next({.operation = iam::operations::CreateRole, .principal = kInstance})));
  EXPECT_EQ(some.next({.operation = dynamodb::operations::GetItem, .principal = kInstance}).delay,
            std::chrono::seconds(2));
  EXPECT_TRUE(some.next({.operation = dynamodb::operations::GetItem, .principal = kInstance}).carried_out);
  EXPECT_FALSE(is_spoilt(some.next({.operation = dynamodb::operations::GetItem, .principal = kUser})));
}

TEST(CallMishaps, WhatIsSlowIsSoByMoreOrLess) {
  using namespace std::chrono_literals;
  Troubled some("");
  some.faults.add(Rule{.trouble = Trouble::kSlow, .share = 1, .by = 5ms, .jitter = 10ms});
  std::set<std::chrono::milliseconds> delays;
  for (int call = 0; call < 1000; ++call) {
    delays.insert(some.next({.operation = iam::operations::CreateRole, .principal = kUser}).delay);
  }
  EXPECT_EQ(*delays.begin(), 0ms) << "rather than before it was asked";
  EXPECT_EQ(*delays.rbegin(), 15ms);
  EXPECT_EQ(delays.size(), 16U);
}

TEST(CallMishaps, ACallThatHangsIsNotCarriedOut) {
  EXPECT_FALSE(
      Troubled("hang 100% *").next({.operation = iam::operations::CreateRole, .principal = kUser}).carried_out);
}

TEST(CallMishaps, EachServiceHasItsOwnWayToThrottle) {
  Troubled all("throttle 100% *");
  const auto answer = [&](const contract::Operation& operation) {
    const Error error = *all.next({.operation = operation, .principal = kUser}).answer;
    return std::to_string(error.http_status()) + " " + error.what();
  };
  EXPECT_EQ(answer(iam::operations::CreateRole), "400 Throttling: Rate exceeded");
  EXPECT_EQ(answer(autoscaling::operations::DescribeAutoScalingGroups), "400 Throttling: Rate exceeded");
  EXPECT_EQ(answer(elbv2::operations::CreateTargetGroup), "400 Throttling: Rate exceeded");
  EXPECT_EQ(answer(ec2::operations::DescribeVpcs), "503 RequestLimitExceeded: Request limit exceeded.");
  EXPECT_EQ(answer(ssm::operations::GetParameter), "400 ThrottlingException: Rate exceeded");
  EXPECT_EQ(answer(zonalshift::operations::StartZonalShift), "429 ThrottlingException: Rate exceeded");
  EXPECT_EQ(answer(dynamodb::operations::CreateTable),
            "400 ThrottlingException: Rate of requests exceeds the allowed throughput.");
  EXPECT_THAT(answer(dynamodb::operations::GetItem),
              ::testing::StartsWith("400 ProvisionedThroughputExceededException: The level of configured"));
}

TEST(CallMishaps, AFailureIsA500OrA503InTheServicesWords) {
  Troubled all("fail 100% *");
  const auto answers = [&](const contract::Operation& operation) {
    std::set<std::string> seen;
    for (int call = 0; call < 100; ++call) {
      const Error error = *all.next({.operation = operation, .principal = kUser}).answer;
      seen.insert(std::to_string(error.http_status()) + " " + error.code());
    }
    return seen;
  };
  using ::testing::ElementsAre;
  EXPECT_THAT(answers(iam::operations::GetRole), ElementsAre("500 ServiceFailure", "503 ServiceUnavailable"));
  EXPECT_THAT(answers(elbv2::operations::DescribeListeners),
              ElementsAre("500 InternalFailure", "503 ServiceUnavailable"));
  EXPECT_THAT(answers(ec2::operations::DescribeVpcs), ElementsAre("500 InternalError", "503 Unavailable"));
  EXPECT_THAT(answers(dynamodb::operations::ListTables),
              ElementsAre("500 InternalServerError", "503 ServiceUnavailable"));
  EXPECT_THAT(answers(ssm::operations::GetParameter),
              ElementsAre("500 InternalServerError", "503 ServiceUnavailableException"));
}

TEST(Capacity, IsMissingInAShareOfLaunchesInTheZonesNamed) {
  const Faults faults(parse_plan("capacity 30% us-west-2a\ncapacity 100% us-west-2d", "chaos"));
  Capacity capacity(faults);
  int found = 0;
  constexpr int kLaunches = 10'000;
  for (int launch = 0; launch < kLaunches; ++launch) {
    found += capacity.found({.zone = "us-west-2a"}) ? 1 : 0;
    EXPECT_TRUE(capacity.found({.zone = "us-west-2b"}));
    EXPECT_FALSE(capacity.found({.zone = "us-west-2d"}));
  }
  EXPECT_NEAR(found, 0.7 * kLaunches, 0.02 * kLaunches);
}

}  // namespace
}  // namespace aws::region::chaos
