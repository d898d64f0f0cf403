// Elastic Load Balancing that takes its time: a new load balancer is provisioning for a while, and a target group is in
// use for a while after its load balancer has been deleted. Region thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "contract/elbv2.h"
#include "region/chaos/detour.h"
#include "region/chaos/plan.h"

namespace aws::region::chaos {

class LateBalancing {
 public:
  LateBalancing(aws::elbv2::Api& service, const Clock& clock, const Delays& delays);

  aws::elbv2::Api& api() { return stub_; }

 private:
  aws::elbv2::DescribeLoadBalancersResponse describe(const aws::elbv2::DescribeLoadBalancersRequest& request);
  aws::elbv2::DeleteLoadBalancerResponse remove(const aws::elbv2::DeleteLoadBalancerRequest& request);
  aws::elbv2::DeleteTargetGroupResponse remove_group(const aws::elbv2::DeleteTargetGroupRequest& request);

  aws::elbv2::Api& service_;
  const Clock& clock_;
  Duration provisioning_;
  Duration release_;
  std::map<std::string, Timestamp> released_;  // target groups, by ARN
  Detour detour_{&service_};
  aws::elbv2::Stub stub_{detour_};
};

}  // namespace aws::region::chaos
