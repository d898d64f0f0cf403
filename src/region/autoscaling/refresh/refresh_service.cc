#include "region/autoscaling/refresh/refresh_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_request.h"
#include "region/autoscaling/pages.h"
#include "region/autoscaling/view.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

// What would need a part of AWS that is not here is refused, not ignored.
void check_supported(const api::RefreshPreferences& requested) {
  if (requested.AutoRollback.value_or(false)) throw not_supported("AutoRollback");
  if (requested.AlarmSpecification && !requested.AlarmSpecification->Alarms.empty()) {
    throw not_supported("AlarmSpecification");
  }
  if (requested.MaxHealthyPercentage.value_or(100) != 100) throw not_supported("MaxHealthyPercentage");
  if (requested.StandbyInstances.value_or("Ignore") != "Ignore") throw not_supported("StandbyInstances");
}

RefreshPreferences preferences_of(const api::RefreshPreferences& requested) {
  check_supported(requested);
  RefreshPreferences preferences;
  preferences.protected_instances = requested.ScaleInProtectedInstances.value_or(preferences.protected_instances);
  preferences.min_healthy_percentage = requested.MinHealthyPercentage.value_or(preferences.min_healthy_percentage);
  preferences.instance_warmup = requested.InstanceWarmup;
  preferences.checkpoint_percentages = requested.CheckpointPercentages;
  preferences.checkpoint_delay = requested.CheckpointDelay;
  preferences.bake_time = requested.BakeTime.value_or(0);
  preferences.skip_matching = requested.SkipMatching.value_or(false);
  const auto& checkpoints = preferences.checkpoint_percentages;
  if (std::adjacent_find(checkpoints.begin(), checkpoints.end(), std::greater_equal<>()) != checkpoints.end()) {
    throw validation_error("CheckpointPercentages must be unique and in ascending order.");
  }
  if (preferences.checkpoint_delay && checkpoints.empty()) {
    throw validation_error("CheckpointDelay cannot be specified without CheckpointPercentages.");
  }
  return preferences;
}

}  // namespace

void RefreshService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::StartInstanceRefresh, this, &RefreshService::start);
  handlers.on(api::operations::DescribeInstanceRefreshes, this, &RefreshService::describe_all);
  handlers.on(api::operations::CancelInstanceRefresh, this, &RefreshService::cancel);
}

api::StartInstanceRefreshResponse RefreshService::start(const contract::Call& call,
                                                        const api::StartInstanceRefreshRequest& request) {
  const Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  if (request.Strategy.value_or("Rolling") != "Rolling") {
    throw validation_error(fmt::format("Invalid strategy: {}", *request.Strategy));
  }
  if (parts_.store.active_refresh(group.name)) throw refresh_in_progress();
  InstanceRefresh draft;
  draft.preferences = preferences_of(request.Preferences.value_or(api::RefreshPreferences{}));
  if (request.DesiredConfiguration) {
    if (request.DesiredConfiguration->MixedInstancesPolicy) throw not_supported("MixedInstancesPolicy");
    if (request.DesiredConfiguration->LaunchTemplate) {
      draft.desired_template = template_version(*request.DesiredConfiguration->LaunchTemplate, parts_.ports);
      require_pass_role(parts_, call, draft.desired_template);
    }
  }
  const InstanceRefresh begun = parts_.store.begin_refresh(group, std::move(draft));
  parts_.reconciler.changed(group.name);
  return {.InstanceRefreshId = begun.id};
}

// The latest first.
api::DescribeInstanceRefreshesResponse RefreshService::describe_all(
    const api::DescribeInstanceRefreshesRequest& request) {
  const std::string name = request.AutoScalingGroupName.value_or("");
  if (!parts_.store.find(name)) throw group_not_found(name);
  std::vector<InstanceRefresh> found;
  for (auto& refresh : parts_.store.refreshes(name)) {
    if (asked_for(request.InstanceRefreshIds, refresh.id)) found.push_back(std::move(refresh));
  }
  const auto by_age = [](const InstanceRefresh& refresh) { return fmt::format("{:020}", refresh.sequence); };
  api::DescribeInstanceRefreshesResponse response;
  for (const auto& refresh : page_for(request, response, std::move(found), by_age, 50, std::greater<>())) {
    response.InstanceRefreshes.push_back(describe(refresh));
  }
  return response;
}

api::CancelInstanceRefreshResponse RefreshService::cancel(const api::CancelInstanceRefreshRequest& request) {
  const Group group = parts_.store.to_change(request.AutoScalingGroupName.value_or(""));
  const InstanceRefresh* active = parts_.store.active_refresh(group.name);
  if (!active) throw no_active_refresh(group.name);
  InstanceRefresh refresh = *active;
  refresh.status = kRefreshCancelling;
  refresh.status_reason = "Cancelled due to user request.";
  refresh.cancelled_at_once = !request.WaitForTransitioningInstances.value_or(true);
  parts_.store.put(refresh);
  parts_.reconciler.changed(group.name);
  return {.InstanceRefreshId = refresh.id};
}

}  // namespace aws::region::autoscaling
