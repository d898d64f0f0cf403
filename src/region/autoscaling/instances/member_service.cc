#include "region/autoscaling/instances/member_service.h"

#include <fmt/format.h>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/instances/chosen_members.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"

namespace aws::region::autoscaling {

namespace api = aws::autoscaling;

void MemberService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::DescribeAutoScalingInstances, this, &MemberService::describe_all);
  handlers.on(operations::TerminateInstanceInAutoScalingGroup, this, &MemberService::terminate);
  handlers.on(operations::SetInstanceHealth, this, &MemberService::set_health);
  handlers.on(operations::SetInstanceProtection, this, &MemberService::set_protection);
}

api::DescribeAutoScalingInstancesResponse MemberService::describe_all(
    const api::DescribeAutoScalingInstancesRequest& request) {
  std::vector<api::AutoScalingInstanceDetails> found;
  for (const auto& [name, group] : parts_.store.groups()) {
    for (const Member& member : group.members) {
      if (asked_for(request.InstanceIds, member.instance_id)) found.push_back(describe(group, member));
    }
  }
  const auto id = [](const api::AutoScalingInstanceDetails& instance) { return *instance.InstanceId; };
  api::DescribeAutoScalingInstancesResponse response;
  response.AutoScalingInstances = page_for(request, response, std::move(found), id, 50);
  return response;
}

api::TerminateInstanceInAutoScalingGroupResponse MemberService::terminate(
    const api::TerminateInstanceInAutoScalingGroupRequest& request) {
  const std::string id = request.InstanceId.value_or("");
  const Group* found = parts_.store.group_of(id);
  if (!found) throw no_managed_instance(id);
  Group group = *found;
  Member& member = *group.find(id);
  if (member.leaving()) throw activity_blocks(member.activity_id);

  std::string cause = cause_user_request(parts_.clock.now(), id);
  if (request.ShouldDecrementDesiredCapacity.value_or(false) && member.counted()) {
    const int desired = group.desired_capacity;
    if (desired <= group.min_size) throw desired_equals_min(group.min_size);
    cause = cause_user_request_shrinking(parts_.clock.now(), id, desired, desired - 1);
    group.desired_capacity = desired - 1;
  }
  const Activity activity = parts_.store.take_out_of_service(group, member, std::move(cause));
  parts_.reconciler.changed(group.name);
  return {.Activity = describe(activity)};
}

// A grace period keeps a member healthy unless the caller says otherwise. What is on its way out stays what it is.
api::SetInstanceHealthResponse MemberService::set_health(const api::SetInstanceHealthRequest& request) {
  const std::string id = request.InstanceId.value_or("");
  const std::string status = request.HealthStatus.value_or("");
  if (status != kHealthy && status != kUnhealthy) {
    throw validation_error(fmt::format("Invalid health status: {}. Valid values are Healthy and Unhealthy.", status));
  }
  const Group* found = parts_.store.group_of(id);
  if (!found) throw no_managed_instance(id);
  Group group = *found;
  Member& member = *group.find(id);
  const bool in_grace = request.ShouldRespectGracePeriod.value_or(true) && parts_.reconciler.in_grace_period(id);
  if (member.leaving() || (status == kUnhealthy && in_grace)) return {};
  member.health_status = status;
  member.health_cause = status == kUnhealthy ? cause_user_health(parts_.clock.now()) : "";
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
  return {};
}

api::SetInstanceProtectionResponse MemberService::set_protection(const api::SetInstanceProtectionRequest& request) {
  Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  const auto allowed = [](const Member& member) {
    return member.in(kInServiceState) || member.in(kEnteringStandbyState) || member.in(kStandbyState);
  };
  for (Member* member :
       chosen_members(group, request.InstanceIds, allowed, "InService or EnteringStandby or Standby")) {
    member->protected_from_scale_in = request.ProtectedFromScaleIn.value_or(false);
  }
  parts_.store.put(group);
  parts_.reconciler.changed(group.name);
  return {};
}

}  // namespace aws::region::autoscaling
