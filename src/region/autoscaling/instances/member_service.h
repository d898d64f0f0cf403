// The operations on instances of groups: those that say something about an instance, and those that move it, out of
// service, out of its group or into one. Owned by AutoScaling; region thread.
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class MemberService {
 public:
  explicit MemberService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::DescribeAutoScalingInstancesResponse describe_all(
      const aws::autoscaling::DescribeAutoScalingInstancesRequest& request);
  aws::autoscaling::TerminateInstanceInAutoScalingGroupResponse terminate(
      const aws::autoscaling::TerminateInstanceInAutoScalingGroupRequest& request);
  aws::autoscaling::SetInstanceHealthResponse set_health(const aws::autoscaling::SetInstanceHealthRequest& request);
  aws::autoscaling::SetInstanceProtectionResponse set_protection(
      const aws::autoscaling::SetInstanceProtectionRequest& request);

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
