// The operations on groups: each checks its request, writes down what is wanted and tells the reconciler; none of them
// launches or terminates anything itself. Owned by AutoScaling; region thread.
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class GroupService {
 public:
  explicit GroupService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::CreateAutoScalingGroupResponse create(
      const contract::Call& call, const aws::autoscaling::CreateAutoScalingGroupRequest& request);
  aws::autoscaling::DescribeAutoScalingGroupsResponse describe_all(
      const aws::autoscaling::DescribeAutoScalingGroupsRequest& request);
  aws::autoscaling::UpdateAutoScalingGroupResponse update(
      const contract::Call& call, const aws::autoscaling::UpdateAutoScalingGroupRequest& request);
  aws::autoscaling::SetDesiredCapacityResponse set_desired_capacity(
      const aws::autoscaling::SetDesiredCapacityRequest& request);
  aws::autoscaling::SuspendProcessesResponse suspend(const aws::autoscaling::SuspendProcessesRequest& request);
  aws::autoscaling::ResumeProcessesResponse resume(const aws::autoscaling::ResumeProcessesRequest& request);
  aws::autoscaling::DeleteAutoScalingGroupResponse remove(
      const aws::autoscaling::DeleteAutoScalingGroupRequest& request);

  void force_delete(Group group);

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
