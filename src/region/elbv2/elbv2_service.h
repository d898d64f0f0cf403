// The Elastic Load Balancing API, version 2015-12-01: each operation checks, changes the store, tells those who move
// reality, and answers. Owned by the region; region thread.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "base/clock.h"
#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class Elbv2Service {
 public:
  struct Parts {
    Elbv2Store& store;
    TargetMonitor& monitor;
    ListenerReconciler& listeners;
    Network& network;
    Balancer& balancer;
    const Clock& clock;
  };

  explicit Elbv2Service(const Parts& parts) : parts_(parts) {}

  // Once: takes hold again of the addresses of the load balancers in the store.
  void start();

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::elbv2::CreateTargetGroupResponse CreateTargetGroup(const aws::elbv2::CreateTargetGroupRequest& request);
  aws::elbv2::DescribeTargetGroupsResponse DescribeTargetGroups(const aws::elbv2::DescribeTargetGroupsRequest& request);
  aws::elbv2::DeleteTargetGroupResponse DeleteTargetGroup(const aws::elbv2::DeleteTargetGroupRequest& request);
  aws::elbv2::CreateLoadBalancerResponse CreateLoadBalancer(const aws::elbv2::CreateLoadBalancerRequest& request);
  aws::elbv2::DescribeLoadBalancersResponse DescribeLoadBalancers(
      const aws::elbv2::DescribeLoadBalancersRequest& request);
  aws::elbv2::DeleteLoadBalancerResponse DeleteLoadBalancer(const aws::elbv2::DeleteLoadBalancerRequest& request);
  aws::elbv2::CreateListenerResponse CreateListener(const aws::elbv2::CreateListenerRequest& request);
  aws::elbv2::DescribeListenersResponse DescribeListeners(const aws::elbv2::DescribeListenersRequest& request);
  aws::elbv2::DescribeTargetHealthResponse DescribeTargetHealth(const aws::elbv2::DescribeTargetHealthRequest& request);
  aws::elbv2::DescribeTagsResponse DescribeTags(const aws::elbv2::DescribeTagsRequest& request);

 private:
  aws::elbv2::TargetGroup described(const TargetGroup& group) const;
  void listeners_changed();

  Parts parts_;
  std::map<std::string, std::unique_ptr<HeldAddress>> addresses_;  // by load balancer
};

}  // namespace aws::region::elbv2
