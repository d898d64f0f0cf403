#include "region/elbv2/listeners/rule_service.h"

#include <fmt/format.h>

#include "region/elbv2/errors.h"
#include "region/elbv2/listeners/actions.h"
#include "region/elbv2/listeners/conditions.h"
#include "region/elbv2/listeners/transforms.h"
#include "region/elbv2/pages.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/view.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;

constexpr std::size_t kRulesAPage = 400;
constexpr std::size_t kMostRules = 100;  // of a load balancer, default rules not counted

// In order of priority, the default rule last.
std::string by_priority(const api::Rule& rule) {
  return *rule.IsDefault ? "default " + *rule.RuleArn : fmt::format("{:0>5} {}", *rule.Priority, *rule.RuleArn);
}

}  // namespace

void RuleService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateRule, this, &RuleService::create);
  handlers.on(api::operations::DescribeRules, this, &RuleService::describe_all);
  handlers.on(api::operations::ModifyRule, this, &RuleService::modify);
  handlers.on(api::operations::DeleteRule, this, &RuleService::remove);
  handlers.on(api::operations::SetRulePriorities, this, &RuleService::set_priorities);
}

void RuleService::changed() {
  monitor_.listeners_changed();
  listeners_.changed();
}

const LoadBalancer& RuleService::load_balancer_of(const std::string& listener_arn) const {
  return store_.load_balancer(store_.listener(listener_arn).settings.load_balancer_arn);
}

const Listener* RuleService::listener_of_default_rule(const std::string& arn) const {
  for (const auto& [listener_arn, listener] : store_.listeners()) {
    if (default_rule_arn(listener_arn) == arn) return &listener;
  }
  return nullptr;
}

void RuleService::refuse_default_rule(const std::string& arn, std::string_view doing) const {
  require_arn(kListenerRule, arn);
  if (listener_of_default_rule(arn) != nullptr) throw default_rule_permanent(doing);
}

std::vector<api::Rule> RuleService::of_listener(const Listener& listener) const {
  std::vector<api::Rule> rules;
  for (const auto* rule : store_.rules_of(listener.arn)) rules.push_back(describe(*rule));
  rules.push_back(describe_default_rule(listener));
  return rules;
}

api::CreateRuleResponse RuleService::create(const api::CreateRuleRequest& request) {
  require_arn("listener", request.ListenerArn.value_or(""));
  const auto& load_balancer = load_balancer_of(*request.ListenerArn);
  std::size_t count = 0;
  for (const auto& [arn, rule] : store_.rules()) count += &load_balancer_of(rule.listener_arn) == &load_balancer;
  if (count >= kMostRules) {
    throw Error("TooManyRules", "You've reached the limit on the number of rules for a load balancer");
  }
  Rule rule{.listener_arn = *request.ListenerArn,
            .priority = request.Priority.value_or(1),
            .conditions = requested_conditions(request.Conditions),
            .actions = requested_actions(request.Actions, load_balancer, store_),
            .tags = checked_tags(request.Tags),
            .transforms = requested_transforms(request.Transforms)};
  const auto& created = store_.create_rule(std::move(rule));
  changed();
  return {.Rules = {describe(created)}};
}

api::DescribeRulesResponse RuleService::describe_all(const api::DescribeRulesRequest& request) {
  at_most_one({request.ListenerArn.has_value(), !request.RuleArns.empty()},
              "You can specify only one of: a listener ARN, rule ARNs");
  if (!request.ListenerArn && request.RuleArns.empty()) {
    throw validation_error("You must specify either listener rule ARNs or a listener ARN");
  }
  std::vector<api::Rule> found;
  if (request.ListenerArn) {
    require_arn("listener", *request.ListenerArn);
    found = of_listener(store_.listener(*request.ListenerArn));
  }
  for (const auto& arn : request.RuleArns) {
    require_arn(kListenerRule, arn);
    const auto* listener = listener_of_default_rule(arn);
    found.push_back(listener == nullptr ? describe(store_.rule(arn)) : describe_default_rule(*listener));
  }
  const auto size = static_cast<std::size_t>(request.PageSize.value_or(kRulesAPage));
  auto page = page_at(request.Marker, std::move(found), by_priority, size, invalid_marker);
  return {.Rules = std::move(page.items), .NextMarker = page.next};
}

// What is not given stays as it is.
api::ModifyRuleResponse RuleService::modify(const api::ModifyRuleRequest& request) {
  refuse_default_rule(request.RuleArn.value_or(""), "modified");
  Rule rule = store_.rule(*request.RuleArn);
  const bool reset = request.ResetTransforms.value_or(false);
  if (reset && !request.Transforms.empty()) {
    throw validation_error("You cannot specify both transforms and that they are reset");
  }
  if (reset || !request.Transforms.empty()) rule.transforms = requested_transforms(request.Transforms);
  if (!request.Conditions.empty()) rule.conditions = requested_conditions(request.Conditions);
  if (!request.Actions.empty()) {
    rule.actions = requested_actions(request.Actions, load_balancer_of(rule.listener_arn), store_);
  }
  const auto& modified = store_.put(std::move(rule));
  changed();
  return {.Rules = {describe(modified)}};
}

api::DeleteRuleResponse RuleService::remove(const api::DeleteRuleRequest& request) {
  refuse_default_rule(request.RuleArn.value_or(""), "deleted");
  store_.delete_rule(std::string(store_.rule(*request.RuleArn).arn));
  changed();
  return {};
}

api::SetRulePrioritiesResponse RuleService::set_priorities(const api::SetRulePrioritiesRequest& request) {
  std::map<std::string, int> priorities;
  for (const auto& pair : request.RulePriorities) {
    refuse_default_rule(pair.RuleArn.value_or(""), "given another priority");
    priorities[*pair.RuleArn] = pair.Priority.value_or(0);
  }
  store_.set_priorities(priorities);
  changed();
  api::SetRulePrioritiesResponse response;
  for (const auto& [arn, priority] : priorities) response.Rules.push_back(describe(store_.rule(arn)));
  return response;
}

}  // namespace aws::region::elbv2
