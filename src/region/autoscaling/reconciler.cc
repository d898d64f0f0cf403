#include "region/autoscaling/reconciler.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kFirstPause = 10s;
constexpr std::chrono::seconds kLongestPause = 600s;

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

}  // namespace

GroupReconciler::GroupReconciler(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers)
    : store_(store),
      ports_(ports),
      clock_(clock),
      timers_(timers),
      steps_(timers),
      members_(store, ports, clock, timers, [this](const std::string& group_name) { wake(group_name); }),
      refresher_(store, ports, clock, timers, [this](const std::string& group_name) { wake(group_name); }) {}

void GroupReconciler::start() {
  for (const auto& [name, group] : store_.groups()) wake(name);
}

void GroupReconciler::changed(const std::string& group_name) {
  pauses_.erase(group_name);
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
  pauses_.erase(group_name);
  full_zones_.erase(group_name);
  refresher_.forget(group_name);
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
  if (all_in_service(group)) settle(group);
  return false;
}

// Nothing is left to replace and no launch to be tried again.
void GroupReconciler::settle(Group& group) {
  pauses_.erase(group.name);
  if (group.unhealthy_to_replace == 0) return;
  group.unhealthy_to_replace = 0;
  store_.put(group);
}

bool GroupReconciler::advance_members(Group& group) {
  for (Member& member : group.members) {
    const auto outcome = members_.advance(group, member);
    if (outcome == MemberLifecycle::Outcome::kLaunchFailed) launch_failed(group.name);
    if (outcome != MemberLifecycle::Outcome::kNothing) return true;
  }
  return false;
}

bool GroupReconciler::shrink(Group& group) {
  const int from = group.alive();
  const int to = group.desired_capacity;
  if (from <= to || group.suspended(kTerminateProcess)) return false;
  const std::string cause = cause_scale_in(clock_.now(), std::exchange(group.capacity_cause, {}), from, to);
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
  if (const auto pause = pauses_.find(group.name); pause != pauses_.end() && !pause->second.over) return false;
  const std::string request = std::exchange(group.capacity_cause, {});
  while (group.alive() < group.desired_capacity) {
    if (!launch_one(group, request, from)) return false;
  }
  full_zones_.erase(group.name);
  return true;
}

// False when nothing more can be launched for now.
bool GroupReconciler::launch_one(Group& group, const std::string& request, int from) {
  Activity draft;
  LaunchOrder order;
  draft.cause = cause_of_launch(group, request, from);
  try {
    order = order_for(group);
    draft.details = details(order.subnet_id, order.zone);
    launch(group, order, draft);
    return true;
  } catch (const Error& error) {
    const std::string message = error.message() + " Launching EC2 instance failed.";
    draft.description = description_launch_failed(message);
    store_.transaction([&] {
      store_.put(group);
      store_.finish(store_.begin(group, std::move(draft)).id, "Failed", message);
    });
    if (elsewhere(group, order.zone, error)) return true;
    launch_failed(group.name);
    return false;
  }
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

// One transaction with EC2's own writes: an instance that exists is a member of its group.
void GroupReconciler::launch(Group& group, const LaunchOrder& order, Activity draft) {
  const ResolvedTemplate resolved = ports_.launch_templates.resolve(order.launch_template);
  LaunchOrder resolved_order = order;
  resolved_order.launch_template = {.id = resolved.id, .name = resolved.name, .version = resolved.version};
  store_.transaction([&] {
    Member member{.instance_id = ports_.instances.launch(resolved_order),
                  .instance_type = resolved.instance_type,
                  .launch_template = {resolved.id, resolved.name, resolved.version},
                  .zone = order.zone,
                  .subnet_id = order.subnet_id,
                  .protected_from_scale_in = group.new_instances_protected};
    if (const auto* refresh = store_.active_refresh(group.name)) member.refresh_id = refresh->id;
    draft.description = description_launching(member.instance_id);
    member.activity_id = store_.begin(group, std::move(draft)).id;
    group.members.push_back(std::move(member));
    if (group.unhealthy_to_replace > 0) --group.unhealthy_to_replace;
    store_.put(group);
  });
}

LaunchOrder GroupReconciler::order_for(const Group& group) const {
  LaunchOrder order;
  const auto* refresh = store_.active_refresh(group.name);
  const bool has_its_own = refresh && !refresh->desired_template.id.empty();
  const TemplateVersion& wanted = has_its_own ? refresh->desired_template : group.launch_template;
  order.launch_template.version = wanted.version;
  order.launch_template.id = wanted.id;
  order.group_name = group.name;
  const auto full = full_zones_.find(group.name);
  order.zone = zone_for_launch(group, full == full_zones_.end() ? std::set<std::string>{} : full->second);
  std::optional<Subnet> subnet;
  if (group.subnet_ids.empty()) subnet = ports_.zones.default_subnet(order.zone);
  for (const auto& id : group.subnet_ids) {
    const auto candidate = ports_.zones.subnet(id);
    if (!subnet && candidate && candidate->zone == order.zone) subnet = candidate;
  }
  if (!subnet) throw validation_error("There is no subnet in Availability Zone " + order.zone + ".");
  order.subnet_id = subnet->id;
  for (const Tag& tag : group.tags) {
    if (tag.propagate_at_launch) order.tags[tag.key] = tag.value;
  }
  return order;
}

// Ten seconds, then twice as long each time.
void GroupReconciler::launch_failed(const std::string& group_name) {
  Pause& pause = pauses_[group_name];
  const auto length = std::min<std::chrono::seconds>(kLongestPause, kFirstPause * (1 << std::min(pause.failures, 6)));
  ++pause.failures;
  pause.over = false;
  pause.timer = timers_.after(length, [this, group_name] {
    pauses_[group_name].over = true;
    wake(group_name);
  });
}

}  // namespace aws::region::autoscaling
