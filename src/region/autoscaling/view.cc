#include "region/autoscaling/view.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_request.h"
#include "region/autoscaling/groups/metrics_service.h"
#include "region/service/contains.h"
#include "region/service/unless_empty.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

api::LaunchTemplateSpecification describe(const TemplateVersion& version) {
  return {.LaunchTemplateId = version.id, .LaunchTemplateName = version.name, .Version = version.version};
}

// None of an instance that its group has not launched.
std::optional<api::LaunchTemplateSpecification> template_of(const Member& member) {
  if (member.launch_template.id.empty()) return std::nullopt;
  return describe(member.launch_template);
}

api::Instance describe(const Member& member) {
  return {.InstanceId = member.instance_id,
          .InstanceType = member.instance_type,
          .AvailabilityZone = member.zone,
          .LifecycleState = member.lifecycle_state,
          .HealthStatus = member.health_status,
          .LaunchTemplate = template_of(member),
          .ProtectedFromScaleIn = member.protected_from_scale_in};
}

bool matches(const Group& group, const api::Filter& filter) {
  const std::string name = filter.Name.value_or("");
  const auto wanted = [&](const std::string& value) { return contains(filter.Values, value); };
  if (name != "tag-key" && name != "tag-value" && !name.starts_with("tag:")) {
    throw validation_error("Filter type " + name +
                           " is not correct. Allowed Filter types are: tag-key, tag-value, "
                           "tag:<key>");
  }
  return std::any_of(group.tags.begin(), group.tags.end(), [&](const Tag& tag) {
    if (name == "tag-key") return wanted(tag.key);
    return wanted(tag.value) && (name == "tag-value" || name == "tag:" + tag.key);
  });
}

}  // namespace

api::AutoScalingGroup describe(const Group& group) {
  api::AutoScalingGroup described{.AutoScalingGroupName = group.name,
                                  .AutoScalingGroupARN = group.arn,
                                  .LaunchTemplate = describe(group.launch_template),
                                  .MinSize = group.min_size,
                                  .MaxSize = group.max_size,
                                  .DesiredCapacity = group.desired_capacity,
                                  .DefaultCooldown = group.default_cooldown,
                                  .AvailabilityZones = group.zones,
                                  .TargetGroupARNs = group.target_group_arns,
                                  .HealthCheckType = group.health_check_type,
                                  .HealthCheckGracePeriod = group.health_check_grace_period};
  described.CreatedTime = from_milliseconds(group.created_at);
  described.VPCZoneIdentifier = fmt::format("{}", fmt::join(group.subnet_ids, ","));
  described.TerminationPolicies = group.termination_policies;
  described.NewInstancesProtectedFromScaleIn = group.new_instances_protected;
  if (group.deleting) described.Status = "Delete in progress";
  for (const Member& member : group.members) described.Instances.push_back(describe(member));
  for (const auto& arn : group.target_group_arns) {
    described.TrafficSources.push_back({.Identifier = arn, .Type = std::string(kTargetGroupSource)});
  }
  for (const auto& process : group.suspended_processes) {
    described.SuspendedProcesses.push_back({.ProcessName = process.name, .SuspensionReason = process.reason});
  }
  for (const auto& metric : group.metrics) {
    described.EnabledMetrics.push_back({.Metric = metric, .Granularity = kGranularity});
  }
  described.DefaultInstanceWarmup = group.default_instance_warmup;
  described.CapacityRebalance = group.capacity_rebalance;
  described.Context = unless_empty(group.context);
  described.DesiredCapacityType = unless_empty(group.desired_capacity_type);
  described.ServiceLinkedRoleARN = unless_empty(group.service_linked_role_arn);
  described.DeletionProtection = group.deletion_protection;
  described.AvailabilityZoneDistribution =
      api::AvailabilityZoneDistribution{.CapacityDistributionStrategy = kBestEffort};
  described.AvailabilityZoneImpairmentPolicy = api::AvailabilityZoneImpairmentPolicy{
      .ZonalShiftEnabled = false, .ImpairedZoneHealthCheckBehavior = kIgnoreUnhealthy};
  described.CapacityReservationSpecification =
      api::CapacityReservationSpecification{.CapacityReservationPreference = kDefaultReservations};
  described.Tags = described_tags(group);
  return described;
}

std::vector<api::TagDescription> described_tags(const Group& group) {
  std::vector<api::TagDescription> described;
  for (const Tag& tag : group.tags) {
    described.push_back({.ResourceId = group.name,
                         .ResourceType = "auto-scaling-group",
                         .Key = tag.key,
                         .Value = tag.value,
                         .PropagateAtLaunch = tag.propagate_at_launch});
  }
  return described;
}

// The health in capitals, which it is not in the description of a group.
api::AutoScalingInstanceDetails describe(const Group& group, const Member& member) {
  return {.InstanceId = member.instance_id,
          .InstanceType = member.instance_type,
          .AutoScalingGroupName = group.name,
          .AvailabilityZone = member.zone,
          .LifecycleState = member.lifecycle_state,
          .HealthStatus = member.health_status == kHealthy ? "HEALTHY" : "UNHEALTHY",
          .LaunchTemplate = template_of(member),
          .ProtectedFromScaleIn = member.protected_from_scale_in};
}

api::InstanceRefresh describe(const InstanceRefresh& refresh) {
  const RefreshPreferences& preferences = refresh.preferences;
  api::InstanceRefresh described{.InstanceRefreshId = refresh.id,
                                 .AutoScalingGroupName = refresh.group_name,
                                 .Status = refresh.status,
                                 .StatusReason = unless_empty(refresh.status_reason),
                                 .PercentageComplete = refresh.percentage,
                                 .InstancesToUpdate = refresh.to_update,
                                 .Strategy = "Rolling"};
  if (refresh.status != kRefreshPending) described.StartTime = from_milliseconds(refresh.started_at);
  if (refresh.ended_at) described.EndTime = from_milliseconds(*refresh.ended_at);
  described.Preferences = api::RefreshPreferences{.MinHealthyPercentage = preferences.min_healthy_percentage,
                                                  .InstanceWarmup = preferences.instance_warmup,
                                                  .CheckpointPercentages = preferences.checkpoint_percentages,
                                                  .CheckpointDelay = preferences.checkpoint_delay,
                                                  .SkipMatching = preferences.skip_matching,
                                                  .AutoRollback = false,
                                                  .ScaleInProtectedInstances = preferences.protected_instances,
                                                  .StandbyInstances = "Ignore",
                                                  .BakeTime = preferences.bake_time};
  if (!refresh.desired_template.id.empty()) {
    described.DesiredConfiguration = api::DesiredConfiguration{.LaunchTemplate = describe(refresh.desired_template)};
  }
  return described;
}

api::Activity describe(const Activity& activity) {
  api::Activity described{.ActivityId = activity.id,
                          .AutoScalingGroupName = activity.group_name,
                          .Description = activity.description,
                          .Cause = activity.cause,
                          .StartTime = from_milliseconds(activity.started_at)};
  if (activity.ended_at) described.EndTime = from_milliseconds(*activity.ended_at);
  described.StatusCode = activity.status_code;
  if (!activity.status_message.empty()) described.StatusMessage = activity.status_message;
  described.Progress = activity.progress;
  described.Details = activity.details;
  return described;
}

bool matches(const Group& group, const std::vector<api::Filter>& filters) {
  return std::all_of(filters.begin(), filters.end(), [&](const api::Filter& filter) { return matches(group, filter); });
}

}  // namespace aws::region::autoscaling
