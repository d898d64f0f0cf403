#include "region/autoscaling/groups/group_service.h"

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_request.h"
#include "region/autoscaling/groups/processes.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

bool is_gone_or_going(const Member& member) { return member.terminating() || member.in(kDetachingState); }

}  // namespace

void GroupService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::CreateAutoScalingGroup, this, &GroupService::create);
  handlers.on(operations::DescribeAutoScalingGroups, this, &GroupService::describe_all);
  handlers.on(operations::UpdateAutoScalingGroup, this, &GroupService::update);
  handlers.on(operations::SetDesiredCapacity, this, &GroupService::set_desired_capacity);
  handlers.on(operations::SuspendProcesses, this, &GroupService::suspend);
  handlers.on(operations::ResumeProcesses, this, &GroupService::resume);
  handlers.on(operations::DeleteAutoScalingGroup, this, &GroupService::remove);
}

api::CreateAutoScalingGroupResponse GroupService::create(const contract::Call& call,
                                                         const api::CreateAutoScalingGroupRequest& request) {
  if (parts_.store.find(request.AutoScalingGroupName.value_or(""))) {
    throw group_already_exists(*request.AutoScalingGroupName);
  }
  Group group = new_group(request, parts_.ports);
  require_pass_role(parts_, call, group.launch_template);
  const Timestamp now = parts_.clock.now();
  group.arn = parts_.place.arn("autoscaling",
                               "autoScalingGroup:" + uuid(parts_.random) + ":autoScalingGroupName/" + group.name);
  if (group.service_linked_role_arn.empty()) {
    group.service_linked_role_arn =
        parts_.place.global_arn("iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling");
  }
  group.created_at = to_milliseconds(now);
  if (group.desired_capacity > 0) group.capacity_cause = cause_created(now, group.desired_capacity);
  parts_.store.add(group);
  parts_.reconciler.changed(group.name);
  return {};
}

api::DescribeAutoScalingGroupsResponse GroupService::describe_all(
    const api::DescribeAutoScalingGroupsRequest& request) {
  std::vector<api::AutoScalingGroup> found;
  for (const auto& [name, group] : parts_.store.groups()) {
    if (asked_for(request.AutoScalingGroupNames, name) && matches(group, request.Filters)) {
      found.push_back(describe(group));
      if (!request.IncludeInstances.value_or(true)) found.back().Instances.clear();
    }
  }
  const auto name_of = [](const api::AutoScalingGroup& group) { return *group.AutoScalingGroupName; };
  api::DescribeAutoScalingGroupsResponse response;
  response.AutoScalingGroups = page_for(request, response, std::move(found), name_of, 50);
  return response;
}

api::UpdateAutoScalingGroupResponse GroupService::update(const contract::Call& call,
                                                         const api::UpdateAutoScalingGroupRequest& request) {
  const std::string name = request.AutoScalingGroupName.value_or("");
  if (!parts_.store.find(name)) throw group_not_found_by_update();
  Group group = parts_.store.to_change(name);
  update_group(group, request, parts_.ports, parts_.clock.now());
  if (request.LaunchTemplate) require_pass_role(parts_, call, group.launch_template);
  parts_.store.put(group);
  parts_.reconciler.changed(name);
  return {};
}

api::SetDesiredCapacityResponse GroupService::set_desired_capacity(const api::SetDesiredCapacityRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  const int desired = request.DesiredCapacity.value_or(0);
  if (desired > group.max_size) throw above_max(desired, group.max_size);
  if (desired < group.min_size) throw below_min(desired, group.min_size);
  if (request.HonorCooldown.value_or(false) && parts_.reconciler.cooling_down(group.name)) {
    throw cooldown_in_effect(group.name);
  }
  if (desired == group.desired_capacity) return {};
  group.capacity_cause = cause_capacity_set(parts_.clock.now(), group.desired_capacity, desired);
  group.desired_capacity = desired;
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
  return {};
}

api::SuspendProcessesResponse GroupService::suspend(const api::SuspendProcessesRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  suspend_processes(group, request.ScalingProcesses, parts_.clock.now());
  parts_.store.put(group);
  return {};
}

api::ResumeProcessesResponse GroupService::resume(const api::ResumeProcessesRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  resume_processes(group, request.ScalingProcesses);
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
  return {};
}

api::DeleteAutoScalingGroupResponse GroupService::remove(const api::DeleteAutoScalingGroupRequest& request) {
  const std::string name = request.AutoScalingGroupName.value_or("");
  const Group* group = parts_.store.find(name);
  if (!group) throw group_not_found(name);
  const bool by_force = request.ForceDelete.value_or(false);
  const auto& protection = group->deletion_protection;
  if (protection != kUnprotected && (by_force || protection != kNotByForce)) throw deletion_protected(name, protection);
  if (by_force) {
    force_delete(*group);
    return {};
  }
  const auto& members = group->members;
  if (!std::all_of(members.begin(), members.end(), is_gone_or_going)) throw instances_still_in_group();
  if (!members.empty()) throw activities_in_progress();
  parts_.store.erase(name);
  parts_.reconciler.changed(name);
  return {};
}

// The capacity goes to nothing and the group after its last member; nobody waits for it. What keeps an instance of a
// group that lives on keeps none of this one.
void GroupService::force_delete(Group group) {
  group.capacity_cause = cause_force_deleted(parts_.clock.now(), group.desired_capacity);
  group.min_size = group.max_size = group.desired_capacity = 0;
  group.deleting = true;
  group.suspended_processes.clear();
  for (Member& member : group.members) member.protected_from_scale_in = false;
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
}

}  // namespace aws::region::autoscaling
