#include "region/autoscaling/groups/group_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"
#include "region/autoscaling/groups/group_tags.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

namespace api = aws::autoscaling;

constexpr std::array<std::string_view, 7> kTerminationPolicies = {"Default",
                                                                  "OldestInstance",
                                                                  "NewestInstance",
                                                                  "OldestLaunchConfiguration",
                                                                  "OldestLaunchTemplate",
                                                                  "ClosestToNextInstanceHour",
                                                                  "AllocationStrategy"};

void check_name(const std::string& name) {
  const bool printable = std::all_of(name.begin(), name.end(), [](char c) { return c >= 33 && c <= 126 && c != ':'; });
  if (name.empty()) throw validation_error("AutoScalingGroupName is required.");
  if (!printable || name.size() > 255) throw validation_error("Group name is not valid: " + name);
}

// Of these there is AWS's default, which describe() shows.
template <class Request>
void check_placement(const Request& request) {
  if (const auto& wanted = request.AvailabilityZoneDistribution) {
    const bool usual = wanted->CapacityDistributionStrategy.value_or(kBestEffort) == kBestEffort;
    if (!usual) throw not_supported("AvailabilityZoneDistribution");
  }
  if (const auto& wanted = request.AvailabilityZoneImpairmentPolicy) {
    const bool usual = !wanted->ZonalShiftEnabled.value_or(false) &&
                       wanted->ImpairedZoneHealthCheckBehavior.value_or(kIgnoreUnhealthy) == kIgnoreUnhealthy;
    if (!usual) throw not_supported("AvailabilityZoneImpairmentPolicy");
  }
  if (const auto& wanted = request.CapacityReservationSpecification) {
    const bool usual = wanted->CapacityReservationPreference.value_or(kDefaultReservations) == kDefaultReservations &&
                       !wanted->CapacityReservationTarget;
    if (!usual) throw not_supported("CapacityReservationSpecification");
  }
}

// What would need a part of AWS that is not here is refused, not ignored.
template <class Request>
void check_supported(const Request& request) {
  if (request.LaunchConfigurationName) throw not_supported("LaunchConfigurationName");
  if (request.MixedInstancesPolicy) throw not_supported("MixedInstancesPolicy");
  if (request.PlacementGroup) throw not_supported("PlacementGroup");
  if (request.MaxInstanceLifetime.value_or(0) != 0) throw not_supported("MaxInstanceLifetime");
  if (request.DesiredCapacityType.value_or("units") != "units") throw not_supported("DesiredCapacityType");
  if (!request.AvailabilityZoneIds.empty()) throw not_supported("AvailabilityZoneIds");
  if (request.InstanceMaintenancePolicy) {
    const auto& policy = *request.InstanceMaintenancePolicy;  // -1: none
    const bool none = policy.MinHealthyPercentage.value_or(-1) == -1 && policy.MaxHealthyPercentage.value_or(-1) == -1;
    if (!none) throw not_supported("InstanceMaintenancePolicy");
  }
  if (request.InstanceLifecyclePolicy) throw not_supported("InstanceLifecyclePolicy");
  check_placement(request);
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  std::stringstream stream(list);
  for (std::string part; std::getline(stream, part, ',');) {
    part.erase(0, part.find_first_not_of(' '));
    part.erase(part.find_last_not_of(' ') + 1);
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

void place_in(Group& group, const std::vector<std::string>& zones, const std::string& subnet_ids, const Ports& ports) {
  group.subnet_ids = split(subnet_ids);
  std::vector<std::string> zones_of_subnets;
  for (const auto& id : group.subnet_ids) {
    const auto subnet = ports.zones.subnet(id);
    if (!subnet) throw validation_error(fmt::format("The subnet ID '{}' does not exist", id));
    if (!contains(zones_of_subnets, subnet->zone)) zones_of_subnets.push_back(subnet->zone);
  }
  for (const auto& zone : zones) {
    if (!ports.zones.default_subnet(zone)) {
      throw validation_error(fmt::format("Invalid availability zones: [{}]", zone));
    }
    if (!group.subnet_ids.empty() && !contains(zones_of_subnets, zone)) {
      throw validation_error("The availability zones of the specified subnets and the Auto Scaling group do not match");
    }
  }
  group.zones = zones.empty() ? zones_of_subnets : zones;
  if (group.zones.empty()) throw validation_error("At least one Availability Zone or VPC Subnet is required.");
}

void check_sizes(const Group& group) {
  if (group.min_size < 0 || group.max_size < group.min_size) {
    throw validation_error(
        fmt::format("Max bound, {}, must be greater than or equal to min bound, {}", group.max_size, group.min_size));
  }
  if (group.desired_capacity < group.min_size || group.desired_capacity > group.max_size) {
    throw validation_error(fmt::format("Desired capacity:{} must be between the specified min size:{} and max size:{}",
                                       group.desired_capacity, group.min_size, group.max_size));
  }
}

template <class Request>
void take_settings(Group& group, const Request& request) {
  group.default_cooldown = request.DefaultCooldown.value_or(group.default_cooldown);
  group.health_check_grace_period = request.HealthCheckGracePeriod.value_or(group.health_check_grace_period);
  group.new_instances_protected = request.NewInstancesProtectedFromScaleIn.value_or(group.new_instances_protected);
  group.capacity_rebalance = request.CapacityRebalance.value_or(group.capacity_rebalance);
  group.context = request.Context.value_or(group.context);
  group.desired_capacity_type = request.DesiredCapacityType.value_or(group.desired_capacity_type);
  group.service_linked_role_arn = request.ServiceLinkedRoleARN.value_or(group.service_linked_role_arn);
  group.deletion_protection = request.DeletionProtection.value_or(group.deletion_protection);
  if (request.DefaultInstanceWarmup) {
    const int warmup = *request.DefaultInstanceWarmup;
    if (warmup < -1) throw validation_error("DefaultInstanceWarmup must be -1 or greater.");
    group.default_instance_warmup = warmup < 0 ? std::nullopt : std::optional(warmup);  // -1 takes it away
  }
  if (request.HealthCheckType) {
    for (const auto& type : split(*request.HealthCheckType)) {
      if (type != "EC2" && type != "ELB") throw validation_error("Invalid Health Check Type: " + type);
    }
    group.health_check_type = *request.HealthCheckType;
  }
  for (const auto& policy : request.TerminationPolicies) {
    if (!contains(kTerminationPolicies, policy)) {
      throw validation_error("Invalid termination policy: " + policy);
    }
  }
  if (!request.TerminationPolicies.empty()) group.termination_policies = request.TerminationPolicies;
}

}  // namespace

TemplateVersion template_version(const api::LaunchTemplateSpecification& specification, const Ports& ports) {
  if (specification.LaunchTemplateId.has_value() == specification.LaunchTemplateName.has_value()) {
    throw validation_error("Valid requests must contain either launchTemplateId or LaunchTemplateName");
  }
  const std::string version = specification.Version.value_or("$Default");
  try {
    const ResolvedTemplate resolved = ports.launch_templates.resolve(
        {.id = specification.LaunchTemplateId, .name = specification.LaunchTemplateName, .version = version});
    return {resolved.id, resolved.name, version};
  } catch (const Error& error) {
    throw invalid_launch_template(error.message());
  }
}

Group new_group(const api::CreateAutoScalingGroupRequest& request, const Ports& ports) {
  check_supported(request);
  if (request.InstanceId) throw not_supported("InstanceId");
  if (!request.LoadBalancerNames.empty()) throw not_supported("LoadBalancerNames");
  if (!request.LifecycleHookSpecificationList.empty()) throw not_supported("LifecycleHookSpecificationList");
  if (!request.LaunchTemplate) {
    throw validation_error(
        "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
        "MixedInstancesPolicy parameter.");
  }
  Group group;
  group.name = request.AutoScalingGroupName.value_or("");
  check_name(group.name);
  group.termination_policies = {"Default"};
  group.min_size = request.MinSize.value_or(0);
  group.max_size = request.MaxSize.value_or(0);
  group.desired_capacity = request.DesiredCapacity.value_or(group.min_size);
  check_sizes(group);
  take_settings(group, request);
  place_in(group, request.AvailabilityZones, request.VPCZoneIdentifier.value_or(""), ports);
  group.launch_template = template_version(*request.LaunchTemplate, ports);
  attach_target_groups(group, request.TargetGroupARNs, ports);
  attach_target_groups(group, traffic_sources(request.TrafficSources), ports);
  group.tags = checked_tags(request.Tags, group.name);
  return group;
}

void update_group(Group& group, const api::UpdateAutoScalingGroupRequest& request, const Ports& ports, Timestamp at) {
  check_supported(request);
  const int desired_before = group.desired_capacity;
  group.min_size = request.MinSize.value_or(group.min_size);
  group.max_size = request.MaxSize.value_or(group.max_size);
  // Bounds move the capacity only where it would lie outside them, so MinSize=0 terminates nothing.
  group.desired_capacity =
      request.DesiredCapacity.value_or(std::max(group.min_size, std::min(group.desired_capacity, group.max_size)));
  check_sizes(group);
  take_settings(group, request);
  if (!request.AvailabilityZones.empty() || request.VPCZoneIdentifier) {
    place_in(group, request.AvailabilityZones, request.VPCZoneIdentifier.value_or(""), ports);
  }
  if (request.LaunchTemplate) group.launch_template = template_version(*request.LaunchTemplate, ports);
  if (group.desired_capacity != desired_before) {
    group.capacity_cause = cause_updated(at, {group.min_size, group.max_size, group.desired_capacity}, desired_before);
  }
}

void check_traffic_source_type(const std::string& type) {
  if (type == "elb" || type == kTargetGroupSource || type == "vpc-lattice") return;
  throw validation_error(fmt::format("Invalid traffic source type: {}", type));
}

std::vector<std::string> traffic_sources(const std::vector<api::TrafficSourceIdentifier>& sources) {
  std::vector<std::string> arns;
  for (const auto& source : sources) {
    const std::string type = source.Type.value_or(std::string(kTargetGroupSource));
    check_traffic_source_type(type);
    if (type != kTargetGroupSource) throw not_supported(fmt::format("TrafficSources of type {}", type));
    arns.push_back(source.Identifier.value_or(""));
  }
  return arns;
}

void attach_target_groups(Group& group, const std::vector<std::string>& arns, const Ports& ports) {
  for (const auto& arn : arns) {
    if (!ports.target_groups.exists(arn)) throw invalid_target_groups();
  }
  auto& attached = group.target_group_arns;
  for (const auto& arn : arns) {
    if (!contains(attached, arn)) attached.push_back(arn);
  }
}

}  // namespace aws::region::autoscaling
