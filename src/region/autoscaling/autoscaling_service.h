// Amazon EC2 Auto Scaling as the embedded region speaks it. Each operation checks its request, writes down what is
// wanted and tells the reconciler; none of them launches or terminates anything itself. Owned by the region, runs on
// its thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"
#include "region/autoscaling/reconciler.h"

namespace aws::region::autoscaling {

class AutoScalingService {
 public:
  struct Parts {
    AutoScalingStore& store;
    GroupReconciler& reconciler;
    Ports ports;
    const Clock& clock;
    Random& random;
    Place place;
  };
  explicit AutoScalingService(Parts parts) : parts_(std::move(parts)) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::autoscaling::CreateAutoScalingGroupResponse CreateAutoScalingGroup(
      const contract::Call& call, const aws::autoscaling::CreateAutoScalingGroupRequest& request);
  aws::autoscaling::DescribeAutoScalingGroupsResponse DescribeAutoScalingGroups(
      const aws::autoscaling::DescribeAutoScalingGroupsRequest& request);
  aws::autoscaling::UpdateAutoScalingGroupResponse UpdateAutoScalingGroup(
      const contract::Call& call, const aws::autoscaling::UpdateAutoScalingGroupRequest& request);
  aws::autoscaling::TerminateInstanceInAutoScalingGroupResponse TerminateInstanceInAutoScalingGroup(
      const aws::autoscaling::TerminateInstanceInAutoScalingGroupRequest& request);
  aws::autoscaling::DeleteAutoScalingGroupResponse DeleteAutoScalingGroup(
      const aws::autoscaling::DeleteAutoScalingGroupRequest& request);
  aws::autoscaling::AttachLoadBalancerTargetGroupsResponse AttachLoadBalancerTargetGroups(
      const aws::autoscaling::AttachLoadBalancerTargetGroupsRequest& request);
  aws::autoscaling::DescribeScalingActivitiesResponse DescribeScalingActivities(
      const aws::autoscaling::DescribeScalingActivitiesRequest& request);

 private:
  Group group_to_change(const std::string& name) const;  // throws when there is none or it is being deleted
  void force_delete(Group group);
  // Whoever launches by a template hands on the role that is in its instance profile.
  void require_pass_role(const contract::Call& call, const TemplateVersion& launch_template) const;
  bool of_existing_group(const Activity& activity) const;

  Parts parts_;
};

}  // namespace aws::region::autoscaling
