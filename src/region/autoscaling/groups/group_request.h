// From the requests that create and update a group to the group as the store keeps it: defaults, and the checks that
// the service model does not say. Pure but for the neighbours it asks whether templates, zones and target groups exist.
#pragma once

#include "contract/autoscaling.h"
#include "region/autoscaling/groups/group.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

// Everything but the ARN and the times. Throws ValidationError.
Group new_group(const aws::autoscaling::CreateAutoScalingGroupRequest& request, const Ports& ports);

// Members that the request does not mention stay as they are. A changed capacity is noted with `at` as its cause.
void update_group(Group& group, const aws::autoscaling::UpdateAutoScalingGroupRequest& request, const Ports& ports,
                  Timestamp at);

// The launch template as its caller names it, the version as given. Throws ValidationError.
TemplateVersion template_version(const aws::autoscaling::LaunchTemplateSpecification& specification,
                                 const Ports& ports);

// Adds those that the group does not have yet.
void attach_target_groups(Group& group, const std::vector<std::string>& arns, const Ports& ports);

// The type of a target group among the sources of traffic.
inline constexpr std::string_view kTargetGroupSource = "elbv2";
// Throws ValidationError for what is no type.
void check_traffic_source_type(const std::string& type);
// The ARNs of target groups; what is said to be of another type is refused.
std::vector<std::string> traffic_sources(const std::vector<aws::autoscaling::TrafficSourceIdentifier>& sources);

}  // namespace aws::region::autoscaling
