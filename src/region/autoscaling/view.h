// Groups and activities as the API shows them. Pure.
#pragma once

#include "contract/autoscaling.h"
#include "region/autoscaling/group.h"

namespace aws::region::autoscaling {

aws::autoscaling::AutoScalingGroup describe(const Group& group);
aws::autoscaling::Activity describe(const Activity& activity);

bool matches(const Group& group, const std::vector<aws::autoscaling::Filter>& filters);

}  // namespace aws::region::autoscaling
