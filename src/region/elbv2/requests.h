// From the requests that create something to its settings as the store keeps them: defaults, and the checks that the
// service model does not say. Pure but for the neighbours that are asked whether networks and groups exist.
#pragma once

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/ports.h"

namespace aws::region::elbv2 {

TargetGroupSettings requested_target_group(const aws::elbv2::CreateTargetGroupRequest& request, const Network& network);

LoadBalancerSettings requested_load_balancer(const aws::elbv2::CreateLoadBalancerRequest& request,
                                             const Network& network);

ListenerSettings requested_listener(const aws::elbv2::CreateListenerRequest& request, const Elbv2Store& store);

}  // namespace aws::region::elbv2
