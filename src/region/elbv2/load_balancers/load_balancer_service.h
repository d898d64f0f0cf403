// The operations on load balancers. Holds the address of each. Owned by Elbv2; region thread.
#pragma once

#include <compare>
#include <map>
#include <memory>
#include <string>

#include "base/announcer.h"
#include "base/clock.h"
#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/balancer/listener_reconciler.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

// The load balancer has other attributes or zones, or is gone.
struct LoadBalancerChanged {
  std::string arn;
  auto operator<=>(const LoadBalancerChanged&) const = default;
};

class LoadBalancerService {
 public:
  struct Parts {
    Elbv2Store& store;
    TargetMonitor& monitor;
    ListenerReconciler& listeners;
    Network& network;
    const Clock& clock;
    Announcer<LoadBalancerChanged>& changes;
  };
  explicit LoadBalancerService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);
  // Once: takes hold again of the addresses of the load balancers in the store.
  void start();

 private:
  aws::elbv2::CreateLoadBalancerResponse create(const aws::elbv2::CreateLoadBalancerRequest& request);
  aws::elbv2::DescribeLoadBalancersResponse describe_all(const aws::elbv2::DescribeLoadBalancersRequest& request);
  aws::elbv2::DeleteLoadBalancerResponse remove(const aws::elbv2::DeleteLoadBalancerRequest& request);
  aws::elbv2::DescribeLoadBalancerAttributesResponse attributes(
      const aws::elbv2::DescribeLoadBalancerAttributesRequest& request);
  aws::elbv2::ModifyLoadBalancerAttributesResponse modify_attributes(
      const aws::elbv2::ModifyLoadBalancerAttributesRequest& request);
  aws::elbv2::SetSecurityGroupsResponse set_security_groups(const aws::elbv2::SetSecurityGroupsRequest& request);
  aws::elbv2::SetSubnetsResponse set_subnets(const aws::elbv2::SetSubnetsRequest& request);
  aws::elbv2::SetIpAddressTypeResponse set_ip_address_type(const aws::elbv2::SetIpAddressTypeRequest& request);

  const LoadBalancer& named_in(const std::optional<std::string>& arn) const;
  void changed(const std::string& arn);

  Parts parts_;
  std::map<std::string, std::unique_ptr<HeldAddress>> addresses_;  // by load balancer
};

}  // namespace aws::region::elbv2
