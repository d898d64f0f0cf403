// Elastic Load Balancing that takes its time: a new load balancer is provisioning for a while, and a target group is in
// use for a while after its load balancer has been deleted. Region thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/chaos/faults.h"

namespace aws::region::chaos {

class LateBalancing {
 public:
  LateBalancing(const aws::elbv2::Api& service, const Clock& clock, const Faults& faults);

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::DescribeLoadBalancersResponse describe(const aws::elbv2::DescribeLoadBalancersRequest& request);
  aws::elbv2::DeleteLoadBalancerResponse remove(const aws::elbv2::DeleteLoadBalancerRequest& request);
  aws::elbv2::DeleteTargetGroupResponse remove_group(const aws::elbv2::DeleteTargetGroupRequest& request);

  const aws::elbv2::Api& service_;
  const Clock& clock_;
  const Faults& faults_;
  std::map<std::string, Timestamp> released_;  // target groups, by ARN
};

}  // namespace aws::region::chaos
