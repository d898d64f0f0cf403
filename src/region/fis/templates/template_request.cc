#include "region/fis/templates/template_request.h"

#include <fmt/format.h>

#include "region/fis/errors.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

// There are no alarms here that could stop an experiment.
template <class StopConditions>
void check_stop_conditions(const StopConditions& conditions) {
  for (const auto& condition : conditions) {
    const auto source = condition.source.value_or("");
    if (source != "none") throw not_supported(fmt::format("A stop condition with source {}", source));
    if (condition.value) throw validation("A stop condition with source none has no value.");
    if (conditions.size() > 1) throw validation("A stop condition with source none is the only one.");
  }
}

template <class Input>
Target target_in(const Input& input) {
  Target target{.resource_type = input.resourceType.value_or(""),
                .arns = input.resourceArns,
                .tags = input.resourceTags,
                .filters = {},
                .selection_mode = input.selectionMode.value_or(""),
                .parameters = input.parameters};
  for (const auto& filter : input.filters) target.filters.push_back({filter.path.value_or(""), filter.values});
  return target;
}

template <class Inputs>
std::map<std::string, Target> targets_in(const Inputs& inputs) {
  std::map<std::string, Target> targets;
  for (const auto& [name, input] : inputs) targets[name] = target_in(input);
  return targets;
}

template <class Inputs>
std::map<std::string, PlannedAction> actions_in(const Inputs& inputs) {
  std::map<std::string, PlannedAction> actions;
  for (const auto& [name, input] : inputs) {
    actions[name] = {.action_id = input.actionId.value_or(""),
                     .description = input.description,
                     .parameters = input.parameters,
                     .targets = input.targets,
                     .start_after = input.startAfter};
  }
  return actions;
}

}  // namespace

Plan plan_of(const api::CreateExperimentTemplateRequest& request) {
  check_stop_conditions(request.stopConditions);
  if (request.logConfiguration) throw not_supported("logConfiguration");
  Plan plan{.description = request.description.value_or(""),
            .targets = targets_in(request.targets),
            .actions = actions_in(request.actions),
            .role_arn = request.roleArn.value_or("")};
  if (request.experimentOptions) {
    const auto& options = *request.experimentOptions;
    if (options.accountTargeting.value_or("") == "multi-account") throw not_supported("accountTargeting multi-account");
    plan.empty_targets = options.emptyTargetResolutionMode.value_or(plan.empty_targets);
  }
  return plan;
}

Plan changed(Plan plan, const api::UpdateExperimentTemplateRequest& request) {
  if (request.logConfiguration) throw not_supported("logConfiguration");
  if (request.stopConditions) check_stop_conditions(*request.stopConditions);
  if (request.description) plan.description = *request.description;
  if (request.targets) plan.targets = targets_in(*request.targets);
  if (request.actions) plan.actions = actions_in(*request.actions);
  if (request.roleArn) plan.role_arn = *request.roleArn;
  if (request.experimentOptions) {
    plan.empty_targets = request.experimentOptions->emptyTargetResolutionMode.value_or(plan.empty_targets);
  }
  return plan;
}

}  // namespace aws::region::fis
