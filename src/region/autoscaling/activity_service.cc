#include "region/autoscaling/activity_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/timestamp.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {

namespace api = aws::autoscaling;

namespace {

constexpr std::string_view kNotBefore = "StartTimeLowerBound";
constexpr std::string_view kNotAfter = "StartTimeUpperBound";
constexpr std::string_view kStatus = "Status";

// Throws ValidationError for a filter that is none.
void check(const api::Filter& filter) {
  const auto name = filter.Name.value_or("");
  if (name == kStatus) return;
  if (name != kNotBefore && name != kNotAfter) {
    throw validation_error(
        "Filter type " + name +
        " is not correct. Allowed Filter types are: StartTimeLowerBound, StartTimeUpperBound, Status");
  }
  if (filter.Values.size() != 1 || !text::parse_timestamp(filter.Values[0])) {
    throw validation_error("The value of the filter " + name + " must be one time in the format of ISO 8601.");
  }
}

bool matches(const Activity& activity, const api::Filter& filter) {
  if (filter.Name == kStatus) return contains(filter.Values, activity.status_code);
  const auto bound = to_milliseconds(*text::parse_timestamp(filter.Values.at(0)));
  return filter.Name == kNotBefore ? activity.started_at >= bound : activity.started_at <= bound;
}

bool matches(const Activity& activity, const std::vector<api::Filter>& filters) {
  return std::all_of(filters.begin(), filters.end(),
                     [&](const api::Filter& filter) { return matches(activity, filter); });
}

}  // namespace

void ActivityService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeScalingActivities, this, &ActivityService::describe_all);
}

api::DescribeScalingActivitiesResponse ActivityService::describe_all(
    const api::DescribeScalingActivitiesRequest& request) {
  const auto& name = request.AutoScalingGroupName;
  const bool deleted_too = request.IncludeDeletedGroups.value_or(false);
  if (name && !deleted_too && !store_.find(*name)) throw group_not_found(*name);
  std::vector<Activity> found;
  for (const auto& filter : request.Filters) check(filter);
  for (const Activity& activity : store_.activities()) {
    if (!matches(activity, request.Filters)) continue;
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
