#include "region/autoscaling/instances/member_health.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"

namespace aws::region::autoscaling {
namespace {

// Anything but running counts as failed at once, grace period or not.
bool is_lost(InstanceState state) { return state != InstanceState::kPending && state != InstanceState::kRunning; }

}  // namespace

bool MemberHealth::check(const Group& group, Member& member, InstanceState state) {
  if (member.in(kInServiceState)) begin_grace_period(group, member);
  if (member.health_status == kUnhealthy || group.suspended(kHealthCheckProcess)) return false;
  std::string cause = failure(group, member, state);
  if (cause.empty()) return false;
  member.health_status = kUnhealthy;
  member.health_cause = std::move(cause);
  return true;
}

bool MemberHealth::in_grace_period(const std::string& instance_id) const {
  const auto grace = graces_.find(instance_id);
  return grace != graces_.end() && !grace->second.over;
}

std::string MemberHealth::failure(const Group& group, const Member& member, InstanceState state) {
  if (is_lost(state)) return cause_ec2_health(clock_.now());
  if (failed_elb_health_check(group, member)) return cause_elb_health(clock_.now());
  return {};
}

bool MemberHealth::failed_elb_health_check(const Group& group, const Member& member) {
  if (!member.in(kInServiceState) || in_grace_period(member.instance_id)) return false;
  if (group.health_check_type.find("ELB") == std::string::npos) return false;
  return std::any_of(member.registered_with.begin(), member.registered_with.end(), [&](const std::string& arn) {
    return ports_.target_groups.exists(arn) && ports_.target_groups.unhealthy(arn, member.instance_id);
  });
}

void MemberHealth::begin_grace_period(const Group& group, const Member& member) {
  const auto [grace, is_new] = graces_.try_emplace(member.instance_id);
  if (!is_new) return;
  grace->second.over = group.health_check_grace_period == 0;
  if (grace->second.over) return;
  grace->second.timer = timers_.after(std::chrono::seconds(group.health_check_grace_period),
                                      [this, name = group.name, id = member.instance_id] {
                                        graces_[id].over = true;
                                        wake_(name);
                                      });
}

}  // namespace aws::region::autoscaling
