// Records as the contract has them. Pure.
#pragma once

#include <vector>

#include "contract/autoscaling.h"
#include "region/autoscaling/groups/group.h"
#include "region/autoscaling/refresh/instance_refresh.h"

namespace aws::region::autoscaling {

aws::autoscaling::AutoScalingGroup describe(const Group& group);
std::vector<aws::autoscaling::TagDescription> described_tags(const Group& group);
aws::autoscaling::AutoScalingInstanceDetails describe(const Group& group, const Member& member);
aws::autoscaling::Activity describe(const Activity& activity);
aws::autoscaling::InstanceRefresh describe(const InstanceRefresh& refresh);
// Throws ValidationError for a filter that there is not.
bool matches(const Group& group, const std::vector<aws::autoscaling::Filter>& filters);

}  // namespace aws::region::autoscaling
