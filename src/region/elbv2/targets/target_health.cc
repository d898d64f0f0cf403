#include "region/elbv2/targets/target_health.h"

#include <fmt/format.h>

namespace aws::region::elbv2 {
namespace {

HealthVerdict verdict_of(HealthState state, std::string reason, std::string description) {
  return {std::string(name(state)), std::move(reason), std::move(description)};
}

HealthVerdict unhealthy(const Check& failure) {
  switch (failure.outcome) {
    case CheckOutcome::kStatusMismatch:
      return verdict_of(HealthState::kUnhealthy, "Target.ResponseCodeMismatch",
                        fmt::format("Health checks failed with these codes: [{}]", failure.status));
    case CheckOutcome::kTimedOut:
      return verdict_of(HealthState::kUnhealthy, "Target.Timeout", "Request timed out");
    case CheckOutcome::kPassed:
    case CheckOutcome::kFailed:
      break;
  }
  return verdict_of(HealthState::kUnhealthy, "Target.FailedHealthChecks", "Health checks failed");
}

HealthVerdict unused(Usage usage, InstanceCondition instance) {
  if (instance != InstanceCondition::kUsable) {
    return verdict_of(HealthState::kUnused, "Target.InvalidState",
                      instance == InstanceCondition::kStopped ? "Target is in the stopped state"
                                                              : "Target is in the terminated state");
  }
  return verdict_of(HealthState::kUnused, "Target.NotInUse",
                    usage == Usage::kGroupNotInUse
                        ? "Target group is not configured to receive traffic from the load balancer"
                        : "Target is in an Availability Zone that is not enabled for the load balancer");
}

}  // namespace

std::string_view name(HealthState state) {
  switch (state) {
    case HealthState::kInitial:
      return "initial";
    case HealthState::kHealthy:
      return "healthy";
    case HealthState::kUnhealthy:
      return "unhealthy";
    case HealthState::kUnused:
      return "unused";
    case HealthState::kDraining:
      return "draining";
  }
  return "";
}

HealthVerdict not_registered() {
  return verdict_of(HealthState::kUnused, "Target.NotRegistered", "Target is not registered to the target group");
}

HealthState TargetHealth::state() const {
  if (draining_) return HealthState::kDraining;
  if (instance_ != InstanceCondition::kUsable || usage_ != Usage::kUsed) return HealthState::kUnused;
  switch (checked_) {
    case Checked::kHealthy:
      return HealthState::kHealthy;
    case Checked::kUnhealthy:
      return HealthState::kUnhealthy;
    case Checked::kRegistering:
    case Checked::kChecking:
      break;
  }
  return HealthState::kInitial;
}

HealthVerdict TargetHealth::verdict() const {
  switch (state()) {
    case HealthState::kDraining:
      return verdict_of(HealthState::kDraining, "Target.DeregistrationInProgress",
                        "Target deregistration is in progress");
    case HealthState::kUnused:
      return unused(usage_, instance_);
    case HealthState::kHealthy:
      return verdict_of(HealthState::kHealthy, "", "");
    case HealthState::kUnhealthy:
      return unhealthy(last_failure_);
    case HealthState::kInitial:
      break;
  }
  if (checked_ == Checked::kRegistering) {
    return verdict_of(HealthState::kInitial, "Elb.RegistrationInProgress", "Target registration is in progress");
  }
  return verdict_of(HealthState::kInitial, "Elb.InitialHealthChecking", "Initial health checks in progress");
}

Transition TargetHealth::check_began() {
  if (checked_ != Checked::kRegistering || state() != HealthState::kInitial) return Transition::kUnchanged;
  checked_ = Checked::kChecking;
  return Transition::kChanged;
}

Transition TargetHealth::checked(const Check& check) {
  // A check that was under way when the target left says nothing about it any more.
  if (state() == HealthState::kDraining || state() == HealthState::kUnused) return Transition::kUnchanged;
  const auto before = verdict();
  if (checked_ == Checked::kRegistering) checked_ = Checked::kChecking;
  if (check.outcome == CheckOutcome::kPassed) {
    count_pass();
  } else {
    count_failure(check);
  }
  if (verdict() != before) return Transition::kChanged;
  const bool pending = checked_ == Checked::kUnhealthy ? passes_ > 0 : failures_ > 0;
  return pending ? Transition::kChangePending : Transition::kUnchanged;
}

void TargetHealth::count_pass() {
  failures_ = 0;
  ++passes_;
  // A new target needs one pass only, whatever its group's threshold is.
  if (checked_ == Checked::kChecking || passes_ >= thresholds_.healthy) checked_ = Checked::kHealthy;
  if (checked_ == Checked::kHealthy) passes_ = 0;
}

void TargetHealth::count_failure(const Check& check) {
  passes_ = 0;
  ++failures_;
  last_failure_ = check;
  if (failures_ >= thresholds_.unhealthy) checked_ = Checked::kUnhealthy;
  if (checked_ == Checked::kUnhealthy) failures_ = 0;
}

Transition TargetHealth::usage_is(Usage usage) {
  if (usage == usage_) return Transition::kUnchanged;
  const auto before = verdict();
  usage_ = usage;
  start_over();
  return verdict() == before ? Transition::kUnchanged : Transition::kChanged;
}

Transition TargetHealth::instance_is(InstanceCondition condition) {
  if (condition == instance_) return Transition::kUnchanged;
  const auto before = verdict();
  instance_ = condition;
  start_over();
  return verdict() == before ? Transition::kUnchanged : Transition::kChanged;
}

Transition TargetHealth::deregistered() {
  if (draining_) return Transition::kUnchanged;
  draining_ = true;
  return Transition::kChanged;
}

Transition TargetHealth::registered_again() {
  if (!draining_) return Transition::kUnchanged;
  draining_ = false;
  start_over();
  return Transition::kChanged;
}

void TargetHealth::start_over() {
  checked_ = Checked::kRegistering;
  passes_ = 0;
  failures_ = 0;
}

}  // namespace aws::region::elbv2
