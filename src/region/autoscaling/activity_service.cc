#include "region/autoscaling/activity_service.h"

#include <fmt/format.h>

#include "region/autoscaling/errors.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"

namespace aws::region::autoscaling {

namespace api = aws::autoscaling;

void ActivityService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeScalingActivities, this, &ActivityService::describe_all);
}

api::DescribeScalingActivitiesResponse ActivityService::describe_all(
    const api::DescribeScalingActivitiesRequest& request) {
  const auto& name = request.AutoScalingGroupName;
  const bool deleted_too = request.IncludeDeletedGroups.value_or(false);
  if (name && !deleted_too && !store_.find(*name)) throw group_not_found(*name);
  std::vector<Activity> found;
  for (const Activity& activity : store_.activities()) {
    if ((name && activity.group_name != *name) || !asked_for(request.ActivityIds, activity.id)) continue;
    if (deleted_too || of_existing_group(activity)) found.push_back(activity);
  }
  // What is under way first, then the latest first, as AutoScalingStore::activities() has them.
  const auto by_age = [](const Activity& activity) {
    return fmt::format("{:d} {:020}", activity.in_progress(), activity.sequence);
  };
  api::DescribeScalingActivitiesResponse response;
  for (const Activity& activity : page_for(request, response, std::move(found), by_age, 100, std::greater<>())) {
    auto& described = response.Activities.emplace_back(describe(activity));
    described.AutoScalingGroupARN = activity.group_arn;
    if (!of_existing_group(activity)) described.AutoScalingGroupState = "Deleted";
  }
  return response;
}

bool ActivityService::of_existing_group(const Activity& activity) const {
  const Group* group = store_.find(activity.group_name);
  return group && group->arn == activity.group_arn;
}

}  // namespace aws::region::autoscaling
