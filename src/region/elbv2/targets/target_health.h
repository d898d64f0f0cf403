// The health of one target as an Application Load Balancer sees it: a state machine that is told what happens to the
// target and says what DescribeTargetHealth shows. It does no I/O and knows no clock; the TargetMonitor owns one per
// registered target.
//
//                  one pass                 unhealthy threshold
//     initial ------------------> healthy ----------------------> unhealthy
//        |                           ^                               |  ^
//        |                           +------ healthy threshold ------+  |
//        +------------------- unhealthy threshold ----------------------+
//
// Thresholds count consecutive checks. Above these stand, in this order: draining, the instance's state, and whether a
// load balancer uses the target at all; leaving one of the latter two starts again from initial.
#pragma once

#include <string>
#include <string_view>

namespace aws::region::elbv2 {

enum class CheckOutcome {
  kPassed,
  kStatusMismatch,  // answered with a status that the matcher does not list
  kTimedOut,
  kFailed,  // no connection, or an answer that is not HTTP
};

struct Check {
  CheckOutcome outcome = CheckOutcome::kPassed;
  int status = 0;  // of a kStatusMismatch
};

enum class HealthState { kInitial, kHealthy, kUnhealthy, kUnused, kDraining };

// Whether the target's group takes part in load balancing.
enum class Usage {
  kUsed,
  kGroupNotInUse,   // no listener forwards to the group
  kZoneNotEnabled,  // the load balancer has no subnet in the target's zone
};

enum class InstanceCondition { kUsable, kStopped, kTerminated };

// What a listener of changes has to know about one input.
enum class Transition {
  kUnchanged,
  kChangePending,  // a check said otherwise, but not often enough yet
  kChanged,        // the verdict is another one
};

struct Thresholds {
  int healthy = 5;
  int unhealthy = 2;
};

// The three members of the API's TargetHealth; reason and description are empty where the API leaves them out.
struct HealthVerdict {
  std::string state;
  std::string reason;
  std::string description;
  auto operator<=>(const HealthVerdict&) const = default;
};

class TargetHealth {
 public:
  explicit TargetHealth(Thresholds thresholds) : thresholds_(thresholds) {}

  void set_thresholds(Thresholds thresholds) { thresholds_ = thresholds; }
  Transition check_began();
  Transition checked(const Check& check);
  Transition usage_is(Usage usage);
  Transition instance_is(InstanceCondition condition);
  Transition deregistered();
  Transition registered_again();

  // Checks in a row that speak for another state, until there are enough of them.
  int passes() const { return passes_; }
  int failures() const { return failures_; }

  HealthState state() const;
  HealthVerdict verdict() const;

 private:
  enum class Checked { kRegistering, kChecking, kHealthy, kUnhealthy };

  void start_over();
  void count_pass();
  void count_failure(const Check& check);

  Thresholds thresholds_;
  bool draining_ = false;
  InstanceCondition instance_ = InstanceCondition::kUsable;
  Usage usage_ = Usage::kGroupNotInUse;
  Checked checked_ = Checked::kRegistering;
  int passes_ = 0;    // consecutive, towards healthy
  int failures_ = 0;  // consecutive, towards unhealthy
  Check last_failure_;
};

// What DescribeTargetHealth answers about a target that is not registered, or was and has been drained.
HealthVerdict not_registered();

std::string_view name(HealthState state);

}  // namespace aws::region::elbv2
