// Actions of listeners and rules, between requests, records and answers.
#pragma once

#include <string>
#include <vector>

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

// Throws what is wrong with them: InvalidLoadBalancerAction, TargetGroupNotFound, ValidationError and others.
std::vector<Action> requested_actions(const std::vector<aws::elbv2::Action>& actions, const LoadBalancer& load_balancer,
                                      const Elbv2Store& store);

std::vector<aws::elbv2::Action> describe(const std::vector<Action>& actions);

}  // namespace aws::region::elbv2
