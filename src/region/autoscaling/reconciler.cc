#include "region/autoscaling/reconciler.h"

#include <algorithm>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/balance/zone_balance.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

bool concerns(const Group& group, const std::string& target_group_arn) {
  return contains(group.target_group_arns, target_group_arn) ||
         std::any_of(group.members.begin(), group.members.end(),
                     [&](const Member& member) { return contains(member.draining_from, target_group_arn); });
}

bool all_in_service(const Group& group) {
  return group.alive() == group.desired_capacity &&
         std::all_of(group.members.begin(), group.members.end(),
                     [](const Member& member) { return member.lifecycle_state != kPendingState; });
}

// An instance that is to balance the zones comes before another goes. Not in a group that is to have none.
int capacity_for_now(const Group& group) {
  return group.desired_capacity == 0 ? 0 : group.desired_capacity + group.arriving_to_balance();
}

// Those in which instances have come into service for that purpose.
std::set<std::string> balanced_zones(const Group& group) {
  std::set<std::string> zones;
  for (const Member& member : group.members) {
    if (member.balances && member.in(kInServiceState)) zones.insert(member.zone);
  }
  return zones;
}

}  // namespace

GroupReconciler::GroupReconciler(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers)
    : store_(store),
      ports_(ports),
      clock_(clock),
      steps_(timers),
      members_(store, ports, clock, timers, [this](const std::string& group_name) { wake(group_name); }),
      refresher_(store, ports, clock, timers, [this](const std::string& group_name) { wake(group_name); }),
      launches_(store, ports),
      rebalancer_(store, launches_, clock, timers, [this](const std::string& group_name) { wake(group_name); }),
      pauses_(timers) {}

void GroupReconciler::start() {
  for (const auto& [name, group] : store_.groups()) wake(name);
}

void GroupReconciler::changed(const std::string& group_name) {
  pauses_.forget(group_name);
  wake(group_name);
}

void GroupReconciler::instance_changed(const std::string& instance_id) {
  if (const Group* group = store_.group_of(instance_id)) wake(group->name);
}

void GroupReconciler::target_group_changed(const std::string& arn) {
  for (const auto& [name, group] : store_.groups()) {
    if (concerns(group, arn)) wake(name);
  }
}

void GroupReconciler::wake(const std::string& group_name) {
  steps_.take(group_name, [this, group_name] { step(group_name); });
}

void GroupReconciler::step(const std::string& group_name) {
  const Group* group = store_.find(group_name);
  if (!group) {
    forget(group_name);
    return;
  }
  if (act(*group)) wake(group_name);
}

// Another group of the name that comes later has nothing of this one.
void GroupReconciler::forget(const std::string& group_name) {
  pauses_.forget(group_name);
  full_zones_.erase(group_name);
  refresher_.forget(group_name);
  rebalancer_.forget(group_name);
  members_.cooldowns().forget(group_name);
}

// One thing at a time, most pressing first. The group is this step's own copy.
bool GroupReconciler::act(Group group) {
  if (group.deleting && group.members.empty()) {
    store_.erase(group.name);
    forget(group.name);
    return false;
  }
  if (advance_members(group) || shrink(group) || grow(group) || refresher_.advance(group)) return true;
  if (!all_in_service(group)) return false;
  settle(group);
  return rebalancer_.advance(group);
}

// Nothing is left to replace, no launch to be tried again and nobody to go for one that came to balance the zones.
void GroupReconciler::settle(Group& group) {
  pauses_.forget(group.name);
  bool was_settled = std::exchange(group.unhealthy_to_replace, 0) == 0;
  for (Member& member : group.members) was_settled = !std::exchange(member.balances, false) && was_settled;
  if (!was_settled) store_.put(group);
}

bool GroupReconciler::advance_members(Group& group) {
  for (Member& member : group.members) {
    const std::string zone = member.zone;
    const auto outcome = members_.advance(group, member);
    if (outcome == MemberLifecycle::Outcome::kLaunchFailed) {
      rebalancer_.launch_failed(group.name, zone);
      launch_failed(group.name);
    }
    if (outcome != MemberLifecycle::Outcome::kNothing) return true;
  }
  return false;
}

bool GroupReconciler::shrink(Group& group) {
  const int from = group.alive();
  const int to = capacity_for_now(group);
  if (from <= to || group.suspended(kTerminateProcess)) return false;
  std::string request = std::exchange(group.capacity_cause, {});
  if (const auto zones = balanced_zones(group); request.empty() && !zones.empty()) {
    request = cause_balanced(clock_.now(), zones);
  }
  const std::string cause = cause_scale_in(clock_.now(), request, from, to);
  bool shrunk = false;
  while (group.alive() > to) {
    const Member* chosen = member_for_scale_in(group);
    if (!chosen) break;  // the rest is protected
    Member& member = *group.find(chosen->instance_id);
    store_.take_out_of_service(group, member, selected_for_termination(clock_.now(), cause, member.instance_id));
    shrunk = true;
  }
  return shrunk;
}

bool GroupReconciler::grow(Group& group) {
  const int from = group.alive();
  if (from >= group.desired_capacity || group.suspended(kLaunchProcess)) return false;
  if (pauses_.in_effect(group.name)) return false;
  const std::string request = std::exchange(group.capacity_cause, {});
  while (group.alive() < group.desired_capacity) {
    if (!launch_one(group, request, from)) return false;
  }
  full_zones_.erase(group.name);
  return true;
}

// False when nothing more can be launched for now.
bool GroupReconciler::launch_one(Group& group, const std::string& request, int from) {
  const auto full = full_zones_.find(group.name);
  const std::string zone = zone_for_launch(group, full == full_zones_.end() ? std::set<std::string>{} : full->second);
  const auto error = launches_.launch(group, {.zone = zone, .cause = cause_of_launch(group, request, from)});
  if (!error) return true;
  rebalancer_.launch_failed(group.name, zone);
  if (elsewhere(group, zone, *error)) return true;
  launch_failed(group.name);
  return false;
}

std::string GroupReconciler::cause_of_launch(const Group& group, const std::string& request, int from) const {
  if (group.unhealthy_to_replace > 0) return cause_replaced(clock_.now());
  if (request.empty() && store_.active_refresh(group.name)) return cause_launched_by_refresh(clock_.now());
  return cause_started(clock_.now(), request, from, group.desired_capacity);
}

// A zone without capacity is passed over until every zone has been tried or all instances have been launched.
bool GroupReconciler::elsewhere(const Group& group, const std::string& zone, const Error& error) {
  if (!error.is("InsufficientInstanceCapacity")) return false;
  auto& full = full_zones_[group.name];
  full.insert(zone);
  if (!zone_for_launch(group, full).empty()) return true;
  full_zones_.erase(group.name);
  return false;
}

void GroupReconciler::launch_failed(const std::string& group_name) {
  pauses_.begin(group_name, [this, group_name] { wake(group_name); });
}

}  // namespace aws::region::autoscaling
