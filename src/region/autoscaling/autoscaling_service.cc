#include "region/autoscaling/autoscaling_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/group_request.h"
#include "region/autoscaling/view.h"
#include "region/service/page.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

// An empty list of names asks for all.
bool asked_for(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

// Throws InvalidNextToken.
std::optional<std::string> after(const std::optional<std::string>& token) {
  auto key = token ? key_of(*token) : std::nullopt;
  if (token && !key) throw invalid_next_token(*token);
  return key;
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
  const auto name_of = [](const api::AutoScalingGroup& group) { return *group.AutoScalingGroupName; };
  auto page = page_of(std::move(found), name_of, page_size(request.MaxRecords, 50), after(request.NextToken));
  api::DescribeAutoScalingGroupsResponse response{.AutoScalingGroups = std::move(page.items)};
  if (page.next) response.NextToken = token_of(*page.next);
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
  std::vector<Activity> found;
  for (const Activity& activity : parts_.store.activities()) {
    if ((name && activity.group_name != *name) || !asked_for(request.ActivityIds, activity.id)) continue;
    if (deleted_too || of_existing_group(activity)) found.push_back(activity);
  }
  // What is under way first, then the latest first, as AutoScalingStore::activities() has them.
  const auto by_age = [](const Activity& activity) {
    return fmt::format("{:d} {:020}", activity.in_progress(), activity.sequence);
  };
  auto page =
      page_of(std::move(found), by_age, page_size(request.MaxRecords, 100), after(request.NextToken), std::greater<>());
  api::DescribeScalingActivitiesResponse response;
  if (page.next) response.NextToken = token_of(*page.next);
  for (const Activity& activity : page.items) {
    auto& described = response.Activities.emplace_back(describe(activity));
    described.AutoScalingGroupARN = activity.group_arn;
    if (!of_existing_group(activity)) described.AutoScalingGroupState = "Deleted";
  }
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
