#include "region/chaos/late_balancing.h"

#include <fmt/format.h>

namespace aws::region::chaos {
namespace {

Error target_group_in_use(const std::string& arn) {
  return {"ResourceInUse", fmt::format("Target group '{}' is currently in use by a listener or a rule", arn)};
}

std::vector<std::string> target_groups_of(const aws::elbv2::Api& service, const std::string& load_balancer) {
  std::vector<std::string> arns;
  try {
    for (const auto& group : service.DescribeTargetGroups({.LoadBalancerArn = load_balancer}).TargetGroups) {
      arns.push_back(group.TargetGroupArn.value_or(""));
    }
  } catch (const Error&) {
    // It has gone already, which is no error when it is to be deleted.
  }
  return arns;
}

}  // namespace

LateBalancing::LateBalancing(const aws::elbv2::Api& service, const Clock& clock, const Faults& faults)
    : service_(service), clock_(clock), faults_(faults) {}

void LateBalancing::serve(contract::Handlers& handlers) {
  handlers.on(aws::elbv2::operations::DescribeLoadBalancers, this, &LateBalancing::describe);
  handlers.on(aws::elbv2::operations::DeleteLoadBalancer, this, &LateBalancing::remove);
  handlers.on(aws::elbv2::operations::DeleteTargetGroup, this, &LateBalancing::remove_group);
}

aws::elbv2::DescribeLoadBalancersResponse LateBalancing::describe(
    const aws::elbv2::DescribeLoadBalancersRequest& request) {
  auto response = service_.DescribeLoadBalancers(request);
  for (auto& each : response.LoadBalancers) {
    const bool is_new = clock_.now() - each.CreatedTime.value_or(Timestamp()) < faults_.delays().load_balancer;
    if (is_new) each.State = aws::elbv2::LoadBalancerState{.Code = "provisioning"};
  }
  return response;
}

aws::elbv2::DeleteLoadBalancerResponse LateBalancing::remove(const aws::elbv2::DeleteLoadBalancerRequest& request) {
  const auto groups = target_groups_of(service_, request.LoadBalancerArn.value_or(""));
  auto response = service_.DeleteLoadBalancer(request);
  for (const auto& arn : groups) released_[arn] = clock_.now();
  return response;
}

aws::elbv2::DeleteTargetGroupResponse LateBalancing::remove_group(const aws::elbv2::DeleteTargetGroupRequest& request) {
  const std::string arn = request.TargetGroupArn.value_or("");
  if (const auto found = released_.find(arn); found != released_.end()) {
    if (clock_.now() - found->second < faults_.delays().target_group_release) throw target_group_in_use(arn);
    released_.erase(found);
  }
  return service_.DeleteTargetGroup(request);
}

}  // namespace aws::region::chaos
