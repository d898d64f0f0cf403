#include "region/elbv2/targets/target_health.h"

#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <vector>

namespace aws::region::elbv2 {

void PrintTo(const HealthVerdict& verdict, std::ostream* out) {
  *out << verdict.state << " / " << verdict.reason << " / " << verdict.description;
}

namespace {

using enum CheckOutcome;
using Input = std::function<Transition(TargetHealth&)>;

Input use() {
  return [](TargetHealth& health) { return health.usage_is(Usage::kUsed); };
}
Input begin() {
  return [](TargetHealth& health) { return health.check_began(); };
}
Input result(CheckOutcome outcome, int status = 0) {
  return [=](TargetHealth& health) { return health.checked({outcome, status}); };
}
Input pass() { return result(kPassed); }
Input usage(Usage usage) {
  return [=](TargetHealth& health) { return health.usage_is(usage); };
}
Input instance(InstanceCondition condition) {
  return [=](TargetHealth& health) { return health.instance_is(condition); };
}
Input deregister() {
  return [](TargetHealth& health) { return health.deregistered(); };
}
Input register_again() {
  return [](TargetHealth& health) { return health.registered_again(); };
}

const HealthVerdict kNotInUse{"unused", "Target.NotInUse",
                              "Target group is not configured to receive traffic from the load balancer"};
const HealthVerdict kZoneOff{"unused", "Target.NotInUse",
                             "Target is in an Availability Zone that is not enabled for the load balancer"};
const HealthVerdict kRegistering{"initial", "Elb.RegistrationInProgress", "Target registration is in progress"};
const HealthVerdict kChecking{"initial", "Elb.InitialHealthChecking", "Initial health checks in progress"};
const HealthVerdict kHealthy{"healthy", "", ""};
const HealthVerdict kMismatch{"unhealthy", "Target.ResponseCodeMismatch",
                              "Health checks failed with these codes: [503]"};
const HealthVerdict kMismatch500{"unhealthy", "Target.ResponseCodeMismatch",
                                 "Health checks failed with these codes: [500]"};
const HealthVerdict kTimeout{"unhealthy", "Target.Timeout", "Request timed out"};
const HealthVerdict kNoConnection{"unhealthy", "Target.FailedHealthChecks", "Health checks failed"};
const HealthVerdict kStopped{"unused", "Target.InvalidState", "Target is in the stopped state"};
const HealthVerdict kTerminated{"unused", "Target.InvalidState", "Target is in the terminated state"};
const HealthVerdict kDraining{"draining", "Target.DeregistrationInProgress", "Target deregistration is in progress"};

struct Step {
  Input input;
  Transition transition;
  HealthVerdict verdict;
};

struct Story {
  const char* title;
  Thresholds thresholds;
  std::vector<Step> steps;
};

class TargetHealthStories : public ::testing::TestWithParam<Story> {};

TEST_P(TargetHealthStories, GoesAsOnAws) {
  TargetHealth health(GetParam().thresholds);
  EXPECT_EQ(health.verdict(), kNotInUse);
  int number = 0;
  for (const auto& step : GetParam().steps) {
    SCOPED_TRACE(++number);
    EXPECT_EQ(step.input(health), step.transition);
    EXPECT_EQ(health.verdict(), step.verdict);
    EXPECT_EQ(name(health.state()), step.verdict.state);
  }
}

constexpr auto kUnchanged = Transition::kUnchanged;
constexpr auto kPending = Transition::kChangePending;
constexpr auto kChanged = Transition::kChanged;

const Story kStories[] = {
    {"one_pass_makes_a_new_target_healthy",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {begin(), kChanged, kChecking},
      {begin(), kUnchanged, kChecking},
      {pass(), kChanged, kHealthy},
      {pass(), kUnchanged, kHealthy}}},
    {"a_new_target_survives_fewer_failures_than_the_threshold",
     {.healthy = 5, .unhealthy = 3},
     {{use(), kChanged, kRegistering},
      {begin(), kChanged, kChecking},
      {result(kFailed), kPending, kChecking},
      {result(kFailed), kPending, kChecking},
      {pass(), kChanged, kHealthy}}},
    {"a_new_target_becomes_unhealthy_at_the_threshold",
     {.healthy = 2, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {begin(), kChanged, kChecking},
      {result(kFailed), kPending, kChecking},
      {result(kFailed), kChanged, kNoConnection},
      {pass(), kPending, kNoConnection},
      {pass(), kChanged, kHealthy}}},
    {"failures_must_be_consecutive",
     {.healthy = 2, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {result(kStatusMismatch, 503), kPending, kHealthy},
      {pass(), kUnchanged, kHealthy},
      {result(kStatusMismatch, 503), kPending, kHealthy},
      {result(kStatusMismatch, 503), kChanged, kMismatch}}},
    {"passes_must_be_consecutive",
     {.healthy = 3, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {result(kTimedOut), kChanged, kChecking},
      {result(kTimedOut), kChanged, kTimeout},
      {pass(), kPending, kTimeout},
      {pass(), kPending, kTimeout},
      {result(kTimedOut), kUnchanged, kTimeout},
      {pass(), kPending, kTimeout},
      {pass(), kPending, kTimeout},
      {pass(), kChanged, kHealthy}}},
    {"the_reason_is_the_last_failure",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {result(kFailed), kPending, kHealthy},
      {result(kTimedOut), kChanged, kTimeout},
      {result(kTimedOut), kUnchanged, kTimeout},
      {result(kStatusMismatch, 503), kChanged, kMismatch},
      {result(kStatusMismatch, 500), kChanged, kMismatch500},
      {result(kFailed), kChanged, kNoConnection}}},
    {"no_check_counts_before_a_listener_uses_the_group",
     {.healthy = 5, .unhealthy = 2},
     {{pass(), kUnchanged, kNotInUse},
      {begin(), kUnchanged, kNotInUse},
      {use(), kChanged, kRegistering},
      {use(), kUnchanged, kRegistering}}},
    {"a_group_that_loses_its_listener_starts_over",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {usage(Usage::kGroupNotInUse), kChanged, kNotInUse},
      {use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy}}},
    {"a_zone_that_is_not_enabled",
     {.healthy = 5, .unhealthy = 2},
     {{usage(Usage::kZoneNotEnabled), kChanged, kZoneOff},
      {pass(), kUnchanged, kZoneOff},
      {use(), kChanged, kRegistering}}},
    {"a_stopped_instance_stays_listed_and_starts_over",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {instance(InstanceCondition::kStopped), kChanged, kStopped},
      {result(kFailed), kUnchanged, kStopped},
      {instance(InstanceCondition::kStopped), kUnchanged, kStopped},
      {instance(InstanceCondition::kUsable), kChanged, kRegistering}}},
    {"a_stopped_instance_says_so_whether_or_not_the_group_is_in_use",
     {.healthy = 5, .unhealthy = 2},
     {{instance(InstanceCondition::kStopped), kChanged, kStopped},
      {use(), kUnchanged, kStopped},
      {instance(InstanceCondition::kTerminated), kChanged, kTerminated}}},
    {"draining_hides_everything_else",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {deregister(), kChanged, kDraining},
      {deregister(), kUnchanged, kDraining},
      {result(kFailed), kUnchanged, kDraining},
      {instance(InstanceCondition::kTerminated), kUnchanged, kDraining}}},
    {"registering_again_ends_draining",
     {.healthy = 5, .unhealthy = 2},
     {{use(), kChanged, kRegistering},
      {register_again(), kUnchanged, kRegistering},
      {pass(), kChanged, kHealthy},
      {deregister(), kChanged, kDraining},
      {register_again(), kChanged, kRegistering},
      {pass(), kChanged, kHealthy}}},
};

INSTANTIATE_TEST_SUITE_P(Stories, TargetHealthStories, ::testing::ValuesIn(kStories),
                         [](const auto& story) { return std::string(story.param.title); });

TEST(TargetHealth, SaysWhatAnUnknownTargetIs) {
  EXPECT_EQ(not_registered(),
            (HealthVerdict{"unused", "Target.NotRegistered", "Target is not registered to the target group"}));
}

}  // namespace
}  // namespace aws::region::elbv2
