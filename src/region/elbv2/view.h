// What the store keeps, as the API shows it. Pure.
#pragma once

#include "contract/elbv2.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

aws::elbv2::TargetGroup describe(const TargetGroup& group, const LoadBalancer* load_balancer);
aws::elbv2::LoadBalancer describe(const LoadBalancer& load_balancer, std::string_view state);
aws::elbv2::Listener describe(const Listener& listener);
aws::elbv2::Rule describe(const Rule& rule);
aws::elbv2::Rule describe_default_rule(const Listener& listener);
aws::elbv2::TargetHealthDescription describe(const ListedTarget& target, const TargetGroupSettings& group,
                                             bool shifted);  // away from its zone

}  // namespace aws::region::elbv2
