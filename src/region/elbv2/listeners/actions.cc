#include "region/elbv2/listeners/actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"
#include "region/service/unless_empty.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kMostGroups = 5;
constexpr std::array<std::string_view, 5> kContentTypes = {"text/plain", "text/css", "text/html",
                                                           "application/javascript", "application/json"};

// An action names its target group directly, in its ForwardConfig, or in both when they agree.
std::vector<WeightedGroup> groups_of(const api::Action& action) {
  std::vector<WeightedGroup> groups;
  if (action.ForwardConfig) {
    for (const auto& tuple : action.ForwardConfig->TargetGroups) {
      groups.push_back({.arn = tuple.TargetGroupArn.value_or(""), .weight = tuple.Weight.value_or(1)});
    }
  }
  if (!action.TargetGroupArn) return groups;
  if (groups.empty()) groups.push_back({.arn = *action.TargetGroupArn});
  if (groups.size() > 1 || groups.front().arn != *action.TargetGroupArn) {
    throw validation_error("The target group ARN of an action must be the one in its forward configuration");
  }
  return groups;
}

void check_group(const WeightedGroup& share, const LoadBalancer& load_balancer, const Elbv2Store& store) {
  require_arn("target group", share.arn);
  const auto* group = store.find_target_group(share.arn);
  if (group == nullptr) throw action_target_group_not_found(share.arn);
  if (group->settings.vpc_id != load_balancer.settings.vpc_id) {
    throw invalid_configuration(fmt::format("Target group '{}' is not in the load balancer's VPC", share.arn));
  }
  if (share.weight < 0 || share.weight > 999) {
    throw validation_error(
        fmt::format("Target group weight '{}' must be between '0' and '999' inclusive", share.weight));
  }
}

int sticky_seconds(const api::Action& action) {
  if (!action.ForwardConfig || !action.ForwardConfig->TargetGroupStickinessConfig) return 0;
  const auto& config = *action.ForwardConfig->TargetGroupStickinessConfig;
  if (!config.Enabled.value_or(false)) return 0;
  const int duration = config.DurationSeconds.value_or(0);
  if (duration < 1 || duration > 604'800) {
    throw validation_error(
        "Target group stickiness duration must be specified and between '1' and '604800' seconds inclusive");
  }
  return duration;
}

void forward(const api::Action& requested, const LoadBalancer& load_balancer, const Elbv2Store& store, Action& action) {
  action.groups = groups_of(requested);
  action.sticky_seconds = sticky_seconds(requested);
  if (action.groups.empty()) throw validation_error("A target group ARN must be specified");
  if (action.groups.size() > kMostGroups) {
    throw Error("TooManyTargetGroups", "You've reached the limit on the number of target groups per forward action");
  }
  std::set<std::string> seen;
  for (const auto& share : action.groups) {
    check_group(share, load_balancer, store);
    if (seen.insert(share.arn).second) continue;
    throw validation_error(fmt::format("Target group '{}' is specified more than once", share.arn));
  }
  store.check_groups_free({action}, load_balancer.arn);
}

Redirect redirect(const api::Action& action) {
  if (!action.RedirectConfig) throw invalid_action("A redirect configuration must be specified");
  const auto& config = *action.RedirectConfig;
  const Redirect defaults;
  Redirect redirect{.protocol = config.Protocol.value_or(defaults.protocol),
                    .port = config.Port.value_or(defaults.port),
                    .host = config.Host.value_or(defaults.host),
                    .path = config.Path.value_or(defaults.path),
                    .query = config.Query.value_or(defaults.query),
                    .status = config.StatusCode.value_or("")};
  const bool elsewhere = redirect.protocol != defaults.protocol || redirect.port != defaults.port ||
                         redirect.host != defaults.host || redirect.path != defaults.path;
  if (!elsewhere) throw invalid_action("The redirect configuration is not valid because it creates a loop.");
  for (const auto* part : {&redirect.port, &redirect.host, &redirect.path, &redirect.query}) {
    const bool fits = std::ranges::all_of(*part, [](char letter) { return letter > ' ' && letter <= '~'; });
    if (!fits) throw invalid_action(fmt::format("'{}' cannot be part of a redirect", *part));
  }
  const bool is_number = std::ranges::all_of(redirect.port, [](char letter) { return letter >= '0' && letter <= '9'; });
  if (redirect.port != defaults.port && (!is_number || redirect.port.size() > 5)) {
    throw invalid_action(fmt::format("'{}' is not a valid port for a redirect", redirect.port));
  }
  if (!redirect.path.starts_with('/')) throw invalid_action("The path of a redirect must start with '/'");
  return redirect;
}

FixedResponse fixed_response(const api::Action& action) {
  if (!action.FixedResponseConfig) throw invalid_action("A fixed-response configuration must be specified");
  const auto& config = *action.FixedResponseConfig;
  FixedResponse fixed{.status = config.StatusCode.value_or(""),
                      .content_type = config.ContentType.value_or(""),
                      .body = config.MessageBody.value_or("")};
  if (!fixed.content_type.empty() && std::ranges::find(kContentTypes, fixed.content_type) == kContentTypes.end()) {
    throw validation_error(
        "The content type must be one of:'text/plain,text/css,text/html,application/javascript,application/json'");
  }
  return fixed;
}

}  // namespace

std::vector<Action> requested_actions(const std::vector<api::Action>& requested, const LoadBalancer& load_balancer,
                                      const Elbv2Store& store) {
  if (requested.empty()) throw validation_error("At least one action must be specified");
  if (requested.size() > 1) {
    throw invalid_action(
        "This region's load balancers authenticate nobody, so that there is one action: it must be "
        "of type forward, redirect or fixed-response");
  }
  const auto& only = requested.front();
  Action action{.type = only.Type.value_or(""), .order = only.Order.value_or(0)};
  if (action.type == "forward") {
    forward(only, load_balancer, store, action);
  } else if (action.type == "redirect") {
    action.redirect = redirect(only);
  } else if (action.type == "fixed-response") {
    action.fixed_response = fixed_response(only);
  } else {
    throw invalid_action(fmt::format(
        "Action type '{}' is not supported by this region: its load balancers authenticate nobody", action.type));
  }
  return {std::move(action)};
}

std::vector<api::Action> describe(const std::vector<Action>& actions) {
  std::vector<api::Action> described;
  for (const auto& action : actions) {
    auto& shown = described.emplace_back(api::Action{.Type = action.type});
    if (action.order > 0) shown.Order = action.order;
    if (action.type == "redirect") {
      const auto& to = action.redirect;
      shown.RedirectConfig = api::RedirectActionConfig{.Protocol = to.protocol,
                                                       .Port = to.port,
                                                       .Host = to.host,
                                                       .Path = to.path,
                                                       .Query = to.query,
                                                       .StatusCode = to.status};
    } else if (action.type == "fixed-response") {
      const auto& fixed = action.fixed_response;
      shown.FixedResponseConfig = api::FixedResponseActionConfig{.MessageBody = unless_empty(fixed.body),
                                                                 .StatusCode = fixed.status,
                                                                 .ContentType = unless_empty(fixed.content_type)};
    } else {
      if (action.groups.size() == 1) shown.TargetGroupArn = action.groups.front().arn;
      api::TargetGroupStickinessConfig sticky{.Enabled = action.sticky_seconds > 0};
      if (action.sticky_seconds > 0) sticky.DurationSeconds = action.sticky_seconds;
      api::ForwardActionConfig forward{.TargetGroupStickinessConfig = sticky};
      for (const auto& share : action.groups) {
        forward.TargetGroups.push_back({.TargetGroupArn = share.arn, .Weight = share.weight});
      }
      shown.ForwardConfig = std::move(forward);
    }
  }
  return described;
}

}  // namespace aws::region::elbv2
