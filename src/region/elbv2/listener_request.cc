#include <fmt/format.h>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

// An action names its target group directly, in its ForwardConfig, or in both when they agree.
std::string forwarded_to(const api::Action& action) {
  std::vector<api::TargetGroupTuple> groups;
  if (action.ForwardConfig) groups = action.ForwardConfig->TargetGroups;
  if (groups.size() > 1) {
    throw invalid_configuration("Forwarding to several target groups is not supported by this region");
  }
  const auto configured = groups.empty() ? std::nullopt : groups.front().TargetGroupArn;
  if (action.TargetGroupArn && configured && *action.TargetGroupArn != *configured) {
    throw validation_error("The target group ARN of an action must be the one in its forward configuration");
  }
  const auto arn = action.TargetGroupArn ? action.TargetGroupArn : configured;
  if (!arn) throw validation_error("A target group ARN must be specified");
  return *arn;
}

std::string default_target_group(const std::vector<api::Action>& actions) {
  if (actions.empty()) throw validation_error("A listener must have a default action");
  if (actions.size() > 1) {
    throw Error("InvalidLoadBalancerAction", "Only one default action is supported by this region");
  }
  const auto type = actions.front().Type.value_or("");
  if (type != "forward") {
    throw Error("InvalidLoadBalancerAction",
                fmt::format("Action type '{}' is not supported by this region: its listeners forward", type));
  }
  return forwarded_to(actions.front());
}

}  // namespace

ListenerSettings requested_listener(const api::CreateListenerRequest& request, const Elbv2Store& store) {
  require_arn("load balancer", request.LoadBalancerArn.value_or(""));
  const auto& load_balancer = store.load_balancer(request.LoadBalancerArn.value_or(""));
  require_http(request.Protocol);
  if (!request.Port) throw validation_error("A listener port must be specified");
  ListenerSettings settings{.load_balancer_arn = load_balancer.arn,
                            .protocol = *request.Protocol,
                            .port = *request.Port,
                            .target_group_arn = default_target_group(request.DefaultActions),
                            .tags = checked_tags(request.Tags)};
  require_arn("target group", settings.target_group_arn);
  const auto* group = store.find_target_group(settings.target_group_arn);
  if (group == nullptr) throw action_target_group_not_found(settings.target_group_arn);
  if (group->settings.vpc_id != load_balancer.settings.vpc_id) {
    throw invalid_configuration(
        fmt::format("Target group '{}' is not in the load balancer's VPC", settings.target_group_arn));
  }
  return settings;
}

}  // namespace aws::region::elbv2
