#include "region/fis/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/clock.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

constexpr auto kSingleAccount = "single-account";

std::optional<Timestamp> moment_of(std::optional<std::int64_t> milliseconds) {
  return milliseconds ? std::optional(from_milliseconds(*milliseconds)) : std::nullopt;
}

// Of a template or an experiment, whose targets and actions are described alike.
template <class View>
std::map<std::string, View> targets_view(const Plan& plan) {
  std::map<std::string, View> views;
  for (const auto& [name, target] : plan.targets) {
    View& view = views[name];
    view.resourceType = target.resource_type;
    view.resourceArns = target.arns;
    view.resourceTags = target.tags;
    view.selectionMode = target.selection_mode;
    view.parameters = target.parameters;
    for (const auto& filter : target.filters) view.filters.push_back({.path = filter.path, .values = filter.values});
  }
  return views;
}

template <class View>
std::map<std::string, View> actions_view(const Plan& plan) {
  std::map<std::string, View> views;
  for (const auto& [name, action] : plan.actions) {
    View& view = views[name];
    view.actionId = action.action_id;
    view.description = action.description;
    view.parameters = action.parameters;
    view.targets = action.targets;
    view.startAfter = action.start_after;
  }
  return views;
}

// The reason, and behind it what became of the steady state, for which there is always room.
api::ExperimentState state_of(const Experiment& experiment) {
  auto reason = experiment.progress.reason;
  if (const auto& verdict = experiment.verdict.text; !verdict.empty()) {
    reason.resize(std::min(reason.size(), kLongestReason - std::min(kLongestReason, verdict.size() + 1)));
    reason = fmt::format("{} {}", reason, verdict).substr(0, kLongestReason);
  }
  return {.status = experiment.progress.status, .reason = reason};
}

api::ExperimentOptions options_of(const Experiment& experiment) {
  return {.accountTargeting = kSingleAccount,
          .emptyTargetResolutionMode = experiment.plan.empty_targets,
          .actionsMode = experiment.actions_mode};
}

}  // namespace

api::ExperimentTemplate view_of(const Template& made, const FisStore& store) {
  return {.id = made.id,
          .description = made.plan.description,
          .targets = targets_view<api::ExperimentTemplateTarget>(made.plan),
          .actions = actions_view<api::ExperimentTemplateAction>(made.plan),
          .stopConditions = {{.source = "none"}},
          .creationTime = from_milliseconds(made.created_ms),
          .lastUpdateTime = from_milliseconds(made.updated_ms),
          .roleArn = made.plan.role_arn,
          .tags = made.tags,
          .arn = store.template_arn(made.id),
          .experimentOptions = {
              {.accountTargeting = kSingleAccount, .emptyTargetResolutionMode = made.plan.empty_targets}}};
}

api::ExperimentTemplateSummary summary_of(const Template& made, const FisStore& store) {
  return {.id = made.id,
          .description = made.plan.description,
          .creationTime = from_milliseconds(made.created_ms),
          .lastUpdateTime = from_milliseconds(made.updated_ms),
          .tags = made.tags,
          .arn = store.template_arn(made.id)};
}

api::Experiment view_of(const Experiment& experiment, const FisStore& store) {
  api::Experiment view{.id = experiment.id,
                       .experimentTemplateId = experiment.template_id,
                       .roleArn = experiment.plan.role_arn,
                       .state = state_of(experiment),
                       .targets = targets_view<api::ExperimentTarget>(experiment.plan),
                       .actions = actions_view<api::ExperimentAction>(experiment.plan),
                       .stopConditions = {{.source = "none"}},
                       .creationTime = from_milliseconds(experiment.created_ms),
                       .startTime = moment_of(experiment.progress.started_ms),
                       .endTime = moment_of(experiment.progress.ended_ms),
                       .tags = experiment.tags,
                       .arn = store.experiment_arn(experiment.id),
                       .experimentOptions = options_of(experiment)};
  for (const auto& [name, progress] : experiment.actions) {
    auto& action = view.actions[name];
    action.state = {{.status = progress.status, .reason = progress.reason}};
    action.startTime = moment_of(progress.started_ms);
    action.endTime = moment_of(progress.ended_ms);
  }
  return view;
}

api::ExperimentSummary summary_of(const Experiment& experiment, const FisStore& store) {
  return {.id = experiment.id,
          .experimentTemplateId = experiment.template_id,
          .state = state_of(experiment),
          .creationTime = from_milliseconds(experiment.created_ms),
          .tags = experiment.tags,
          .arn = store.experiment_arn(experiment.id),
          .experimentOptions = options_of(experiment)};
}

}  // namespace aws::region::fis
