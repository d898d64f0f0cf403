#include "region/autoscaling/member_lifecycle.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"

namespace aws::region::autoscaling {
namespace {

using namespace std::chrono_literals;

// Long enough, at an embedded region's usual speed too, for a person to see the target draining.
constexpr std::chrono::seconds kDrainPoll = 30s;

// Anything but running counts as failed at once, grace period or not.
bool is_lost(InstanceState state) { return state != InstanceState::kPending && state != InstanceState::kRunning; }

}  // namespace

MemberLifecycle::MemberLifecycle(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers,
                                 Wake wake)
    : store_(store), ports_(ports), clock_(clock), timers_(timers), wake_(std::move(wake)) {}

MemberLifecycle::Outcome MemberLifecycle::advance(Group& group, Member& member) {
  const auto moved = [](bool yes) { return yes ? Outcome::kMoved : Outcome::kNothing; };
  if (member.terminating()) return moved(leave(group, member));

  const InstanceState state = ports_.instances.state(member.instance_id);
  if (is_lost(state)) return replace(group, member, cause_ec2_health(clock_.now()));
  if (state == InstanceState::kPending) return Outcome::kNothing;
  if (register_with_target_groups(group, member)) return Outcome::kMoved;
  if (member.lifecycle_state == kPendingState) {
    put_in_service(group, member);
    return Outcome::kMoved;
  }
  if (failed_elb_health_check(group, member)) return replace(group, member, cause_elb_health(clock_.now()));
  return Outcome::kNothing;
}

MemberLifecycle::Outcome MemberLifecycle::replace(Group& group, Member& member, std::string cause) {
  const bool never_ran = member.lifecycle_state == kPendingState;
  member.health_status = kUnhealthy;
  ++group.unhealthy_to_replace;
  store_.take_out_of_service(group, member, std::move(cause),
                             "Instance became unhealthy while waiting for instance to be in InService state.");
  return never_ran ? Outcome::kLaunchFailed : Outcome::kMoved;
}

void MemberLifecycle::put_in_service(Group& group, Member& member) {
  member.lifecycle_state = kInServiceState;
  store_.transaction([&] {
    store_.finish(member.activity_id, "Successful");
    member.activity_id.clear();
    store_.put(group);
  });
}

// A new member goes through here before it is in service, the others when a target group is attached to their group.
bool MemberLifecycle::register_with_target_groups(Group& group, Member& member) {
  const auto& registered = member.registered_with;
  std::vector<std::string> missing;
  for (const auto& arn : group.target_group_arns) {
    const bool done = std::find(registered.begin(), registered.end(), arn) != registered.end();
    if (!done && ports_.target_groups.exists(arn)) missing.push_back(arn);
  }
  if (missing.empty()) return false;
  store_.transaction([&] {
    for (const auto& arn : missing) ports_.target_groups.register_target(arn, member.instance_id);
    member.registered_with.insert(member.registered_with.end(), missing.begin(), missing.end());
    store_.put(group);
  });
  return true;
}

bool MemberLifecycle::failed_elb_health_check(const Group& group, const Member& member) {
  if (group.health_check_type.find("ELB") == std::string::npos) return false;
  const auto [grace, is_new] = graces_.try_emplace(member.instance_id);
  if (is_new) {
    grace->second.timer = timers_.after(std::chrono::seconds(group.health_check_grace_period),
                                        [this, name = group.name, id = member.instance_id] {
                                          graces_[id].over = true;
                                          wake_(name);
                                        });
  }
  if (!grace->second.over) return false;
  return std::any_of(member.registered_with.begin(), member.registered_with.end(), [&](const std::string& arn) {
    return ports_.target_groups.exists(arn) && ports_.target_groups.unhealthy(arn, member.instance_id);
  });
}

bool MemberLifecycle::leave(Group& group, Member& member) {
  if (!member.registered_with.empty()) {
    deregister(group, member);
    return true;
  }
  if (!member.draining_from.empty()) {
    std::vector<std::string> remaining;
    for (const auto& arn : member.draining_from) {
      if (ports_.target_groups.exists(arn) && !group.deleting) remaining.push_back(arn);
    }
    if (remaining.empty()) {
      keep_draining_from(group, member, {});
      return true;
    }
    await_drained(group.name, member.instance_id);
    return false;
  }
  switch (ports_.instances.state(member.instance_id)) {
    case InstanceState::kTerminated:
    case InstanceState::kUnknown:
      forget(group, member);
      return true;
    case InstanceState::kShuttingDown:
      return false;
    default:
      ports_.instances.terminate(member.instance_id);
      return false;  // the instance's own change continues from here
  }
}

void MemberLifecycle::deregister(Group& group, Member& member) {
  // What does not run has no requests under way.
  const bool serves = ports_.instances.state(member.instance_id) == InstanceState::kRunning;
  store_.transaction([&] {
    std::vector<std::string> draining;
    for (const auto& arn : member.registered_with) {
      if (!ports_.target_groups.exists(arn)) continue;
      ports_.target_groups.deregister_target(arn, member.instance_id);
      if (serves) draining.push_back(arn);
    }
    member.registered_with.clear();
    keep_draining_from(group, member, std::move(draining));
  });
}

void MemberLifecycle::keep_draining_from(Group& group, Member& member, std::vector<std::string> arns) {
  const bool draining = !arns.empty();
  member.draining_from = std::move(arns);
  store_.transaction([&] {
    store_.change(member.activity_id, [&](Activity& activity) {
      activity.status_code = draining ? "WaitingForELBConnectionDraining" : "InProgress";
      activity.description =
          draining ? description_draining(member.instance_id) : description_terminating(member.instance_id);
      activity.progress = 50;
    });
    store_.put(group);
  });
}

void MemberLifecycle::await_drained(const std::string& group_name, const std::string& instance_id) {
  const auto [poll, is_new] = drain_polls_.try_emplace(instance_id);
  if (!is_new) return;
  poll->second = timers_.after(kDrainPoll, [this, group_name, instance_id] { poll_drained(group_name, instance_id); });
}

// The polls are counted in the store, so that a restart of the region does not begin the delay again.
void MemberLifecycle::poll_drained(const std::string& group_name, const std::string& instance_id) {
  drain_polls_.erase(instance_id);
  const Group* found = store_.find(group_name);
  if (!found || !found->find(instance_id)) return;
  Group group = *found;
  Member& member = *group.find(instance_id);
  const auto waited = ++member.drain_polls * kDrainPoll;
  std::vector<std::string> remaining;
  for (const auto& arn : member.draining_from) {
    if (!ports_.target_groups.exists(arn) || ports_.target_groups.drained(arn, instance_id)) continue;
    if (waited < ports_.target_groups.deregistration_delay(arn)) remaining.push_back(arn);
  }
  keep_draining_from(group, member, std::move(remaining));
  wake_(group_name);
}

void MemberLifecycle::forget(Group& group, const Member& member) {
  const std::string id = member.instance_id;
  drain_polls_.erase(id);
  graces_.erase(id);
  store_.transaction([&] {
    store_.finish(member.activity_id, "Successful");
    std::erase_if(group.members, [&](const Member& other) { return other.instance_id == id; });
    store_.put(group);
  });
}

}  // namespace aws::region::autoscaling
