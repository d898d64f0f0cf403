// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/experiments.h"

#include <fmt/format.h>

#include <algorithm>

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kUnderWay{.every = 2s, .at_most = 5min};
constexpr Pace kUndone{.every = 2s, .at_most = 10min};
constexpr Pace kRoleKnown{.every = 5s, .at_most = 2min};
constexpr std::string_view kFailed = "ExperimentFailed";

template <class State>
std::string status_of(const std::optional<State>& state) {
  return state ? state->status.value_or("") : "";
}

bool goes_on(std::string_view status) {
  return status == "pending" || status == "initiating" || status == "running" || status == "stopping";
}

// IAM is consistent only after a while.
bool role_not_yet_known(const Error& error) {
  return error.is(kFailed) && error.message().find("assume") != std::string::npos;
}

// FIS's lists have no paginator of AWS's.
template <class Page>
void for_each_page(const Page& page) {
  std::optional<std::string> token;
  do {
    token = page(token);
  } while (token);
}

}  // namespace

std::string Experiments::start(const ExperimentPlan& plan, const std::string& role_arn) {
  const std::string made_from = create_template(plan, role_arn);
  std::string id;
  waiting_.through("FIS to know the role", kRoleKnown, role_not_yet_known, [&] {
    id = start_experiment(made_from);
    waiting_.until("the experiment to be under way", kUnderWay, [&] { return is_under_way(id); });
  });
  console_.info(fmt::format("Started experiment {}: {}.", id, plan.description));
  return id;
}

std::string Experiments::create_template(const ExperimentPlan& plan, const std::string& role_arn) {
  const auto reply = fis_.CreateExperimentTemplate({.description = plan.description,
                                                    .stopConditions = {{.source = "none"}},
                                                    .targets = plan.targets,
                                                    .actions = plan.actions,
                                                    .roleArn = role_arn,
                                                    .tags = {{tag_.key, tag_.value}}});
  return reply.experimentTemplate.value_or(fis::ExperimentTemplate()).id.value_or("");
}

std::string Experiments::start_experiment(const std::string& template_id) {
  const auto reply = fis_.StartExperiment({.experimentTemplateId = template_id, .tags = {{tag_.key, tag_.value}}});
  return reply.experiment.value_or(fis::Experiment()).id.value_or("");
}

fis::Experiment Experiments::get(const std::string& id) {
  return fis_.GetExperiment({.id = id}).experiment.value_or(fis::Experiment());
}

bool Experiments::is_under_way(const std::string& id) {
  const fis::Experiment experiment = get(id);
  if (status_of(experiment.state) == "failed") {
    throw Error(std::string(kFailed), fmt::format("experiment {}: {}", id, experiment.state->reason.value_or("")));
  }
  return std::ranges::all_of(experiment.actions, [](const auto& named) {
    const fis::ExperimentAction& action = named.second;
    const std::string status = status_of(action.state);
    return !action.startAfter.empty() || status == "running" || status == "completed";
  });
}

void Experiments::stop(const std::string& id) {
  waiting_.until_certain("the experiment is stopped", [&] {
    if (goes_on(status_of(get(id).state))) fis_.StopExperiment({.id = id});
  });
  waiting_.until("the experiment to be over", kUndone, [&] { return !goes_on(status_of(get(id).state)); });
  console_.info(fmt::format("Stopped experiment {}.", id));
}

void Experiments::destroy() {
  for (const auto& id : running()) stop(id);
  for (const auto& id : templates()) {
    waiting_.once("the experiment template is deleted", "ResourceNotFoundException",
                  [&] { fis_.DeleteExperimentTemplate({.id = id}); });
    console_.info(fmt::format("Deleted experiment template {}.", id));
  }
}

std::vector<std::string> Experiments::existing() {
  std::vector<std::string> found;
  for (const auto& id : running()) found.push_back("experiment " + id);
  for (const auto& id : templates()) found.push_back("experiment template " + id);
  return found;
}

std::vector<std::string> Experiments::templates() {
  std::vector<std::string> ids;
  for_each_page([&](const std::optional<std::string>& token) {
    auto page = fis_.ListExperimentTemplates({.nextToken = token});
    for (const auto& each : page.experimentTemplates) {
      if (tag_.is_among(each.tags)) ids.push_back(each.id.value_or(""));
    }
    return page.nextToken;
  });
  return ids;
}

std::vector<std::string> Experiments::running() {
  std::vector<std::string> ids;
  for_each_page([&](const std::optional<std::string>& token) {
    auto page = fis_.ListExperiments({.nextToken = token});
    for (const auto& each : page.experiments) {
      if (tag_.is_among(each.tags) && goes_on(status_of(each.state))) ids.push_back(each.id.value_or(""));
    }
    return page.nextToken;
  });
  return ids;
}

}  // namespace aws::scenario
