#include "region/autoscaling/instances/registrations.h"

#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

using namespace std::chrono_literals;

// Long enough, at an embedded region's usual speed too, for a person to see the target draining.
constexpr std::chrono::seconds kDrainPoll = 30s;

}  // namespace

bool Registrations::follow(Group& group, Member& member) {
  std::vector<std::string> detached;
  for (const auto& arn : member.registered_with) {
    if (!contains(group.target_group_arns, arn)) detached.push_back(arn);
  }
  if (!detached.empty()) {
    deregister(group, member, detached);
    return true;
  }
  if (!member.draining_from.empty()) await_drained(group.name, member.instance_id);
  return join(group, member);
}

// A new member goes through here before it is in service, the others when a target group is attached to their group.
bool Registrations::join(Group& group, Member& member) {
  if (group.suspended(kAddToLoadBalancerProcess)) return false;
  std::vector<std::string> missing;
  for (const auto& arn : group.target_group_arns) {
    if (contains(member.registered_with, arn) || contains(member.passed_over, arn)) continue;
    if (ports_.target_groups.exists(arn)) missing.push_back(arn);
  }
  if (missing.empty()) return false;
  store_.transaction([&] {
    for (const auto& arn : missing) {
      ports_.target_groups.register_target(arn, member.instance_id);
      std::erase(member.draining_from, arn);
    }
    member.registered_with.insert(member.registered_with.end(), missing.begin(), missing.end());
    store_.put(group);
  });
  return true;
}

bool Registrations::leave(Group& group, Member& member) {
  if (!member.registered_with.empty()) {
    deregister(group, member, std::vector(member.registered_with));
    return true;
  }
  if (member.draining_from.empty()) return false;
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

void Registrations::deregister(Group& group, Member& member, const std::vector<std::string>& arns) {
  // What does not run has no requests under way.
  const bool serves = ports_.instances.state(member.instance_id) == InstanceState::kRunning;
  store_.transaction([&] {
    std::vector<std::string> draining = member.draining_from;
    for (const auto& arn : arns) {
      std::erase(member.registered_with, arn);
      if (!ports_.target_groups.exists(arn)) continue;
      ports_.target_groups.deregister_target(arn, member.instance_id);
      if (serves) draining.push_back(arn);
    }
    keep_draining_from(group, member, std::move(draining));
  });
}

void Registrations::keep_draining_from(Group& group, Member& member, std::vector<std::string> arns) {
  const bool draining = !arns.empty();
  member.draining_from = std::move(arns);
  if (!draining) member.drain_polls = 0;
  store_.transaction([&] {
    if (member.leaving()) {
      store_.change(member.activity_id, [&](Activity& activity) {
        activity.status_code = draining ? "WaitingForELBConnectionDraining" : "InProgress";
        activity.progress = 50;
        if (!member.terminating()) return;
        activity.description =
            draining ? description_draining(member.instance_id) : description_terminating(member.instance_id);
      });
    }
    store_.put(group);
  });
}

void Registrations::await_drained(const std::string& group_name, const std::string& instance_id) {
  const auto [poll, is_new] = drain_polls_.try_emplace(instance_id);
  if (!is_new) return;
  poll->second = timers_.after(kDrainPoll, [this, group_name, instance_id] { poll_drained(group_name, instance_id); });
}

// The polls are counted in the store, so that a restart of the region does not begin the delay again.
void Registrations::poll_drained(const std::string& group_name, const std::string& instance_id) {
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

}  // namespace aws::region::autoscaling
