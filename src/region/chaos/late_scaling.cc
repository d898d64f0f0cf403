#include "region/chaos/late_scaling.h"

#include <algorithm>

namespace aws::region::chaos {

LateScaling::LateScaling(const aws::autoscaling::Api& service, const Clock& clock, const Faults& faults)
    : service_(service), clock_(clock), faults_(faults) {}

void LateScaling::serve(contract::Handlers& handlers) {
  handlers.on(aws::autoscaling::operations::DeleteAutoScalingGroup, this, &LateScaling::remove);
}

aws::autoscaling::DeleteAutoScalingGroupResponse LateScaling::remove(
    const aws::autoscaling::DeleteAutoScalingGroupRequest& request) {
  const std::string group = request.AutoScalingGroupName.value_or("");
  const bool waits_for_activities = !request.ForceDelete.value_or(false);
  if (waits_for_activities && is_empty(group) && has_just_changed(group)) {
    throw Error("ScalingActivityInProgress",
                "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.");
  }
  return service_.DeleteAutoScalingGroup(request);
}

bool LateScaling::is_empty(const std::string& group) {
  const auto found = service_.DescribeAutoScalingGroups({.AutoScalingGroupNames = {group}}).AutoScalingGroups;
  return !found.empty() && found.front().Instances.empty();
}

bool LateScaling::has_just_changed(const std::string& group) {
  const auto activities = service_.DescribeScalingActivities({.AutoScalingGroupName = group}).Activities;
  return std::ranges::any_of(activities, [&](const aws::autoscaling::Activity& activity) {
    return activity.EndTime && clock_.now() - *activity.EndTime < delay();
  });
}

}  // namespace aws::region::chaos
