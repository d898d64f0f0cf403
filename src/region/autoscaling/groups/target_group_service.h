// Which target groups a group's instances are registered with: attached, detached and described by the operations on
// load balancer target groups and by those on traffic sources, which are the same by another name. Owned by
// AutoScaling; region thread.
#pragma once

#include <string>
#include <vector>

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class TargetGroupService {
 public:
  explicit TargetGroupService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::AttachLoadBalancerTargetGroupsResponse attach(
      const aws::autoscaling::AttachLoadBalancerTargetGroupsRequest& request);
  aws::autoscaling::DetachLoadBalancerTargetGroupsResponse detach(
      const aws::autoscaling::DetachLoadBalancerTargetGroupsRequest& request);
  aws::autoscaling::DescribeLoadBalancerTargetGroupsResponse describe_all(
      const aws::autoscaling::DescribeLoadBalancerTargetGroupsRequest& request);
  aws::autoscaling::AttachTrafficSourcesResponse attach_sources(
      const aws::autoscaling::AttachTrafficSourcesRequest& request);
  aws::autoscaling::DetachTrafficSourcesResponse detach_sources(
      const aws::autoscaling::DetachTrafficSourcesRequest& request);
  aws::autoscaling::DescribeTrafficSourcesResponse describe_sources(
      const aws::autoscaling::DescribeTrafficSourcesRequest& request);

  struct Attached {
    std::string arn;
    std::string state;  // Adding, Added, InService or Removing
  };
  void attach(const std::string& group_name, const std::vector<std::string>& arns);
  void detach(const std::string& group_name, const std::vector<std::string>& arns);
  std::vector<Attached> attached_to(const std::string& group_name) const;
  std::string state_of(const Group& group, const std::string& arn) const;

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
