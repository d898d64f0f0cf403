#include "region/autoscaling/autoscaling_service.h"

#include <algorithm>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/description.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/group_request.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

// An empty list of names asks for all.
bool asked_for(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

// Cuts one page out of all results. A token is the key of the first result of its page.
template <class Result, class KeyOf>
std::vector<Result> page(std::vector<Result> results, std::size_t size, const std::optional<std::string>& token,
                         std::optional<std::string>& next, KeyOf key_of) {
  auto first = results.begin();
  if (token) {
    first = std::find_if(first, results.end(), [&](const Result& result) { return key_of(result) == *token; });
    if (first == results.end()) throw invalid_next_token(*token);
  }
  const auto count = std::min<std::size_t>(size, static_cast<std::size_t>(results.end() - first));
  const auto last = first + static_cast<std::ptrdiff_t>(count);
  if (last != results.end()) next = key_of(*last);
  return {std::make_move_iterator(first), std::make_move_iterator(last)};
}

std::size_t page_size(const std::optional<int>& asked, int otherwise) {
  return static_cast<std::size_t>(std::clamp(asked.value_or(otherwise), 1, 100));
}

}  // namespace

void AutoScalingService::serve(contract::Handlers& handlers) {
  namespace operations = aws::autoscaling::operations;
  handlers.on(operations::CreateAutoScalingGroup, this, &AutoScalingService::CreateAutoScalingGroup);
  handlers.on(operations::DescribeAutoScalingGroups, this, &AutoScalingService::DescribeAutoScalingGroups);
  handlers.on(operations::UpdateAutoScalingGroup, this, &AutoScalingService::UpdateAutoScalingGroup);
  handlers.on(operations::TerminateInstanceInAutoScalingGroup, this,
              &AutoScalingService::TerminateInstanceInAutoScalingGroup);
  handlers.on(operations::DeleteAutoScalingGroup, this, &AutoScalingService::DeleteAutoScalingGroup);
  handlers.on(operations::AttachLoadBalancerTargetGroups, this, &AutoScalingService::AttachLoadBalancerTargetGroups);
  handlers.on(operations::DescribeScalingActivities, this, &AutoScalingService::DescribeScalingActivities);
}

api::CreateAutoScalingGroupResponse AutoScalingService::CreateAutoScalingGroup(
    const contract::Call& call, const api::CreateAutoScalingGroupRequest& request) {
  if (parts_.store.find(request.AutoScalingGroupName.value_or(""))) {
    throw group_already_exists(*request.AutoScalingGroupName);
  }
  Group group = new_group(request, parts_.ports);
  require_pass_role(call, group.launch_template);
  const Timestamp now = parts_.clock.now();
  group.arn = parts_.place.arn("autoscaling",
                               "autoScalingGroup:" + uuid(parts_.random) + ":autoScalingGroupName/" + group.name);
  group.created_at = to_milliseconds(now);
  if (group.desired_capacity > 0) group.capacity_cause = cause_created(now, group.desired_capacity);
  parts_.store.add(group);
  parts_.reconciler.changed(group.name);
  return {};
}

void AutoScalingService::require_pass_role(const contract::Call& call, const TemplateVersion& launch_template) const {
  const auto resolved =
      parts_.ports.launch_templates.resolve({.id = launch_template.id, .version = launch_template.version});
  if (resolved.role_arn.empty()) return;
  call.require("iam:PassRole", resolved.role_arn, {{"iam:PassedToService", "ec2.amazonaws.com"}});
}

api::DescribeAutoScalingGroupsResponse AutoScalingService::DescribeAutoScalingGroups(
    const api::DescribeAutoScalingGroupsRequest& request) {
  std::vector<api::AutoScalingGroup> found;
  for (const auto& [name, group] : parts_.store.groups()) {
    if (asked_for(request.AutoScalingGroupNames, name) && matches(group, request.Filters)) {
      found.push_back(describe(group));
    }
  }
  api::DescribeAutoScalingGroupsResponse response;
  const auto name_of = [](const api::AutoScalingGroup& group) { return *group.AutoScalingGroupName; };
  response.AutoScalingGroups =
      page(std::move(found), page_size(request.MaxRecords, 50), request.NextToken, response.NextToken, name_of);
  return response;
}

api::UpdateAutoScalingGroupResponse AutoScalingService::UpdateAutoScalingGroup(
    const contract::Call& call, const api::UpdateAutoScalingGroupRequest& request) {
  const std::string name = request.AutoScalingGroupName.value_or("");
  if (!parts_.store.find(name)) throw group_not_found_by_update();
  Group group = group_to_change(name);
  update_group(group, request, parts_.ports, parts_.clock.now());
  if (request.LaunchTemplate) require_pass_role(call, group.launch_template);
  parts_.store.put(group);
  parts_.reconciler.changed(name);
  return {};
}

api::TerminateInstanceInAutoScalingGroupResponse AutoScalingService::TerminateInstanceInAutoScalingGroup(
    const api::TerminateInstanceInAutoScalingGroupRequest& request) {
  const std::string id = request.InstanceId.value_or("");
  const Group* found = parts_.store.group_of(id);
  if (!found) throw no_managed_instance(id);
  Group group = *found;
  Member& member = *group.find(id);
  if (member.terminating()) throw activity_blocks(member.activity_id);

  std::string cause = cause_user_request(parts_.clock.now(), id);
  if (request.ShouldDecrementDesiredCapacity.value_or(false)) {
    const int desired = group.desired_capacity;
    if (desired <= group.min_size) throw desired_equals_min(group.min_size);
    cause = cause_user_request_shrinking(parts_.clock.now(), id, desired, desired - 1);
    group.desired_capacity = desired - 1;
  }
  const Activity activity = parts_.store.take_out_of_service(group, member, std::move(cause));
  parts_.reconciler.changed(group.name);
  return {.Activity = describe(activity)};
}

api::DeleteAutoScalingGroupResponse AutoScalingService::DeleteAutoScalingGroup(
    const api::DeleteAutoScalingGroupRequest& request) {
  const std::string name = request.AutoScalingGroupName.value_or("");
  const Group* group = parts_.store.find(name);
  if (!group) throw group_not_found(name);
  if (request.ForceDelete.value_or(false)) {
    force_delete(*group);
    return {};
  }
  if (group->alive() > 0) throw instances_still_in_group();
  if (!group->members.empty()) throw activities_in_progress();
  parts_.store.erase(name);
  parts_.reconciler.changed(name);
  return {};
}

// The capacity goes to nothing and the group after its last member; nobody waits for it.
void AutoScalingService::force_delete(Group group) {
  group.capacity_cause = cause_force_deleted(parts_.clock.now(), group.desired_capacity);
  group.min_size = group.max_size = group.desired_capacity = 0;
  group.deleting = true;
  for (Member& member : group.members) member.protected_from_scale_in = false;
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
}

api::AttachLoadBalancerTargetGroupsResponse AutoScalingService::AttachLoadBalancerTargetGroups(
    const api::AttachLoadBalancerTargetGroupsRequest& request) {
  Group group = group_to_change(request.AutoScalingGroupName.value_or(""));
  attach_target_groups(group, request.TargetGroupARNs, parts_.ports);
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
  return {};
}

api::DescribeScalingActivitiesResponse AutoScalingService::DescribeScalingActivities(
    const api::DescribeScalingActivitiesRequest& request) {
  const auto& name = request.AutoScalingGroupName;
  const bool deleted_too = request.IncludeDeletedGroups.value_or(false);
  if (name && !deleted_too && !parts_.store.find(*name)) throw group_not_found(*name);
  std::vector<api::Activity> found;
  for (const Activity& activity : parts_.store.activities()) {
    if ((name && activity.group_name != *name) || !asked_for(request.ActivityIds, activity.id)) continue;
    const bool exists = of_existing_group(activity);
    if (!exists && !deleted_too) continue;
    api::Activity described = describe(activity);
    described.AutoScalingGroupARN = activity.group_arn;
    if (!exists) described.AutoScalingGroupState = "Deleted";
    found.push_back(std::move(described));
  }
  api::DescribeScalingActivitiesResponse response;
  const auto id_of = [](const api::Activity& activity) { return *activity.ActivityId; };
  response.Activities =
      page(std::move(found), page_size(request.MaxRecords, 100), request.NextToken, response.NextToken, id_of);
  return response;
}

Group AutoScalingService::group_to_change(const std::string& name) const {
  const Group* group = parts_.store.find(name);
  if (!group) throw group_not_found(name);
  if (group->deleting) throw group_is_being_deleted(name);
  return *group;
}

bool AutoScalingService::of_existing_group(const Activity& activity) const {
  const Group* group = parts_.store.find(activity.group_name);
  return group && group->arn == activity.group_arn;
}

}  // namespace aws::region::autoscaling
