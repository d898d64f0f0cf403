#include "region/elbv2/targets/target_service.h"

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/view.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

const TargetGroup& group_in(const std::optional<std::string>& arn, const Elbv2Store& store) {
  require_arn("target group", arn.value_or(""));
  return store.target_group(arn.value_or(""));
}

Target target_of(const api::TargetDescription& described, const TargetGroup& group) {
  return {.id = described.Id.value_or(""), .port = described.Port.value_or(group.settings.port)};
}

}  // namespace

void TargetService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::RegisterTargets, this, &TargetService::register_targets);
  handlers.on(api::operations::DeregisterTargets, this, &TargetService::deregister);
  handlers.on(api::operations::DescribeTargetHealth, this, &TargetService::health);
}

// All or none.
api::RegisterTargetsResponse TargetService::register_targets(const api::RegisterTargetsRequest& request) {
  const auto& group = group_in(request.TargetGroupArn, store_);
  if (request.Targets.empty()) throw validation_error("At least one target must be specified");
  std::vector<Target> targets;
  for (const auto& target : request.Targets) targets.push_back(target_of(target, group));
  monitor_.register_targets(group.arn, targets);
  return {};
}

// Without a port, on every port. What is not registered is deregistered already.
api::DeregisterTargetsResponse TargetService::deregister(const api::DeregisterTargetsRequest& request) {
  const auto& group = group_in(request.TargetGroupArn, store_);
  if (request.Targets.empty()) throw validation_error("At least one target must be specified");
  for (const auto& described : request.Targets) {
    if (described.Port) {
      monitor_.deregister_target(group.arn, target_of(described, group));
      continue;
    }
    for (const auto& target : monitor_.targets(group.arn)) {
      if (target.id == described.Id) monitor_.deregister_target(group.arn, target);
    }
  }
  return {};
}

api::DescribeTargetHealthResponse TargetService::health(const api::DescribeTargetHealthRequest& request) {
  const auto& group = group_in(request.TargetGroupArn, store_);
  const auto away_from = shifts_.away_from(group.arn);
  api::DescribeTargetHealthResponse response;
  const auto add = [&](const ListedTarget& listed) {
    const bool shifted = !away_from.empty() && monitor_.zone_of(group.arn, listed.target) == away_from;
    auto described = describe(listed, group.settings, shifted);
    // Nothing looks for anomalies: there are none.
    if (!request.Include.empty()) {
      described.AnomalyDetection = api::AnomalyDetection{.Result = "normal", .MitigationInEffect = "no"};
    }
    response.TargetHealthDescriptions.push_back(std::move(described));
  };
  if (request.Targets.empty()) {
    for (const auto& listed : monitor_.list(group.arn)) add(listed);
  }
  for (const auto& each : request.Targets) {
    const auto target = target_of(each, group);
    add({.target = target, .verdict = monitor_.verdict(group.arn, target)});
  }
  return response;
}

}  // namespace aws::region::elbv2
