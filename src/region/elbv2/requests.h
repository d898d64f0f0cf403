// From the requests that create or modify something to its settings as the store keeps them: defaults, and the checks
// that the service model does not say. Pure but for the neighbours that are asked whether networks and groups exist.
#pragma once

#include <string>
#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

TargetGroupSettings requested_target_group(const aws::elbv2::CreateTargetGroupRequest& request, const Network& network);
TargetGroupSettings modified_target_group(TargetGroupSettings settings,
                                          const aws::elbv2::ModifyTargetGroupRequest& request);

LoadBalancerSettings requested_load_balancer(const aws::elbv2::CreateLoadBalancerRequest& request,
                                             const Network& network);
void require_ipv4(const std::optional<std::string>& ip_address_type);
std::vector<std::string> subnet_ids(const std::vector<std::string>& subnets,
                                    const std::vector<aws::elbv2::SubnetMapping>& mappings);
// Two or more, each in a zone of its own and all in one VPC; in order of zone.
std::vector<Subnet> checked_subnets(const std::vector<std::string>& ids, const Network& network);
// In order of id; the VPC's default group when there is none.
std::vector<std::string> checked_groups(std::vector<std::string> groups, const std::string& vpc_id,
                                        const Network& network);

ListenerSettings requested_listener(const aws::elbv2::CreateListenerRequest& request, const Elbv2Store& store,
                                    const Certificates& certificates);
// What is not given stays as it is.
ListenerSettings modified_listener(ListenerSettings settings, const aws::elbv2::ModifyListenerRequest& request,
                                   const Elbv2Store& store, const Certificates& certificates);

}  // namespace aws::region::elbv2
