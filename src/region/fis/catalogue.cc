#include "region/fis/catalogue.h"

#include <algorithm>

namespace aws::region::fis {
namespace {

constexpr ParameterKind kDuration{"duration", "The duration of the action (ISO 8601 duration).", true};
constexpr ParameterKind kPercentage{"percentage", "The percentage (1-100) of calls to inject the fault.", true};
constexpr ParameterKind kZones{"availabilityZoneIdentifiers",
                               "The comma separated list of Availability Zone names or zone IDs.", true};

constexpr ParameterKind kStopInstances[] = {
    {"completeIfInstancesTerminated",
     "If true, and startInstancesAfterDuration is also set, this action will not fail when the targeted instances have "
     "been terminated by a separate request outside of FIS."},
    {"startInstancesAfterDuration", "The time to wait before starting the instances (ISO 8601 duration)."},
};
constexpr ParameterKind kInjectCapacityError[] = {kZones, kDuration, kPercentage};
constexpr ParameterKind kSendCommand[] = {
    {"documentArn", "The Amazon Resource Name (ARN) of the document.", true},
    {"documentParameters", "The parameters for the document, as JSON."},
    {"documentVersion", "The version of the document."},
    kDuration,
};
constexpr ParameterKind kInjectApiError[] = {
    kDuration,
    {"operations", "The operations to inject faults into, separated using commas.", true},
    kPercentage,
    {"service", "The target AWS API namespace.", true},
};
constexpr ParameterKind kDisruptConnectivity[] = {
    kDuration,
    {"prefixListIdentifier", "The prefix list, for the scope prefix-list."},
    {"scope", "The type of traffic to deny: all, availability-zone, dynamodb, prefix-list, s3, s3express or vpc.",
     true},
};
constexpr ParameterKind kStartZonalAutoshift[] = {
    {"availabilityZoneIdentifier", "The Availability Zone that traffic moves away from.", true},
    kDuration,
    {"managedResourceTypes",
     "The types of the resources that are shifted, separated using commas: ASG, ALB, NLB, EKS."},
    {"zonalAutoshiftStatuses",
     "The zonal autoshift statuses of the resources that are shifted: ENABLED, DISABLED or ANY."},
};
constexpr ParameterKind kWait[] = {{"duration", "The time to wait (ISO 8601 duration).", true}};

constexpr std::string_view kInstance = "aws:ec2:instance";
constexpr std::string_view kRole = "aws:iam:role";

constexpr ActionKind kActions[] = {
    {"aws:arc:start-zonal-autoshift",
     "Shifts traffic for supported resources away from an Availability Zone, as a zonal autoshift does.",
     kStartZonalAutoshift, "ManagedResources", "aws:arc:zonal-shift-managed-resource"},
    {"aws:ec2:api-insufficient-instance-capacity-error",
     "Injects InsufficientInstanceCapacity error responses on requests made by the target IAM roles.",
     kInjectCapacityError, "Roles", kRole},
    {"aws:ec2:asg-insufficient-instance-capacity-error",
     "Injects InsufficientInstanceCapacity error responses on requests made by the target Auto Scaling groups.",
     kInjectCapacityError, "AutoScalingGroups", "aws:ec2:autoscaling-group"},
    {"aws:ec2:reboot-instances", "Reboot the specified EC2 instances.", {}, "Instances", kInstance},
    {"aws:ec2:stop-instances", "Stop the specified EC2 instances.", kStopInstances, "Instances", kInstance},
    {"aws:ec2:terminate-instances", "Terminate the specified EC2 instances.", {}, "Instances", kInstance},
    {"aws:fis:inject-api-internal-error",
     "Cause an AWS service to return internal error responses for specific callers and operations.", kInjectApiError,
     "Roles", kRole},
    {"aws:fis:inject-api-throttle-error",
     "Cause an AWS service to return throttled responses for specific callers and operations.", kInjectApiError,
     "Roles", kRole},
    {"aws:fis:inject-api-unavailable-error",
     "Cause an AWS service to return unavailable error responses for specific callers and operations.", kInjectApiError,
     "Roles", kRole},
    {"aws:fis:wait", "Wait for the specified duration.", kWait, "", ""},
    {"aws:network:disrupt-connectivity", "Disrupt connectivity of the specified subnets.", kDisruptConnectivity,
     "Subnets", "aws:ec2:subnet"},
    {"aws:ssm:send-command", "Send a Systems Manager command to the specified EC2 instances.", kSendCommand,
     "Instances", kInstance},
};

constexpr ParameterKind kInZone[] = {
    {"availabilityZoneIdentifier", "The Availability Zone, by name or zone ID, that the targets are in."}};
constexpr ParameterKind kSubnet[] = {
    {"availabilityZoneIdentifier", "The Availability Zone, by name or zone ID, that the targets are in."},
    {"vpc", "The VPC that the targets are in."}};

constexpr TargetKind kTargets[] = {
    {"aws:arc:zonal-shift-managed-resource", "A resource that ARC can shift traffic of", {}},
    {"aws:ec2:autoscaling-group", "An EC2 Auto Scaling group", {}},
    {kInstance, "An EC2 instance", kInZone},
    {"aws:ec2:subnet", "A subnet", kSubnet},
    {kRole, "An IAM role", {}},
};

}  // namespace

std::span<const ActionKind> action_kinds() { return kActions; }

const ActionKind* find_action_kind(std::string_view id) {
  const auto found = std::ranges::find(kActions, id, &ActionKind::id);
  return found == std::end(kActions) ? nullptr : found;
}

std::span<const TargetKind> target_kinds() { return kTargets; }

const TargetKind* find_target_kind(std::string_view resource_type) {
  const auto found = std::ranges::find(kTargets, resource_type, &TargetKind::resource_type);
  return found == std::end(kTargets) ? nullptr : found;
}

const ParameterKind* find_parameter(std::span<const ParameterKind> parameters, std::string_view name) {
  const auto found = std::ranges::find(parameters, name, &ParameterKind::name);
  return found == parameters.end() ? nullptr : &*found;
}

}  // namespace aws::region::fis
