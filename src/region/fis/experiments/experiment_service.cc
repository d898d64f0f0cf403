#include "region/fis/experiments/experiment_service.h"

#include "contract/value.h"
#include "region/fis/errors.h"
#include "region/fis/ids.h"
#include "region/fis/steady/steady_state.h"
#include "region/fis/tag_check.h"
#include "region/fis/view.h"
#include "region/service/page.h"

namespace aws::region::fis {
namespace {

namespace api = aws::fis;

constexpr std::size_t kMostAtOnce = 5;

std::string steady_state_in(const Texts& tags) {
  const auto found = tags.find(std::string(kSteadyStateTag));
  return found == tags.end() ? "" : found->second;
}

// That of the template unless the experiment has one of its own. Other tags of a template are not its experiments'.
Texts with_steady_state(Texts tags, const Texts& of_template) {
  const auto inherited = steady_state_in(of_template);
  if (!inherited.empty()) tags.try_emplace(std::string(kSteadyStateTag), inherited);
  return tags;
}

}  // namespace

void ExperimentService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::StartExperiment, this, &ExperimentService::start);
  handlers.on(api::operations::GetExperiment, this, &ExperimentService::get);
  handlers.on(api::operations::ListExperiments, this, &ExperimentService::list);
  handlers.on(api::operations::StopExperiment, this, &ExperimentService::stop);
}

api::StartExperimentResponse ExperimentService::start(const api::StartExperimentRequest& request) {
  const auto asked = contract::text_of_value(api::shapes::StartExperimentRequest, &request);
  const std::string token = request.clientToken.value_or("");
  if (const auto* started = started_by_same_call(token, asked)) return {.experiment = view_of(*started, store_)};
  const Template& made = store_.get_template(*request.experimentTemplateId);
  check_tags(request.tags);
  const Texts tags = with_steady_state(request.tags, made.tags);
  if (store_.running() >= kMostAtOnce) throw too_many_experiments(kMostAtOnce);
  Experiment experiment{.id = new_id(random_, "EXP"),
                        .template_id = made.id,
                        .plan = made.plan,
                        .tags = tags,
                        .created_ms = to_milliseconds(clock_.now()),
                        .client_token = token,
                        .call = asked,
                        .steady_state = steady_state_in(tags)};
  // As AWS answers: https://docs.aws.amazon.com/cli/latest/reference/fis/start-experiment.html
  experiment.progress.status = status::kInitiating;
  experiment.progress.reason = "Experiment is initiating.";
  experiment.progress.started_ms = experiment.created_ms;
  if (request.experimentOptions) {
    experiment.actions_mode = request.experimentOptions->actionsMode.value_or(experiment.actions_mode);
  }
  for (const auto& [name, action] : made.plan.actions) experiment.actions[name] = {};
  const auto& started = store_.put(experiment);
  runner_.begin(started.id);
  return {.experiment = view_of(started, store_)};
}

api::GetExperimentResponse ExperimentService::get(const api::GetExperimentRequest& request) const {
  return {.experiment = view_of(store_.get_experiment(*request.id), store_)};
}

api::ListExperimentsResponse ExperimentService::list(const api::ListExperimentsRequest& request) const {
  api::ListExperimentsResponse response;
  std::vector<const Experiment*> all;
  for (const auto& [id, experiment] : store_.experiments()) {
    const bool asked = !request.experimentTemplateId || experiment.template_id == *request.experimentTemplateId;
    if (asked) all.push_back(&experiment);
  }
  const auto by_id = [](const auto* each) { return each->id; };
  for (const auto* each : page_for(request, response, std::move(all), by_id, invalid_next_token)) {
    response.experiments.push_back(summary_of(*each, store_));
  }
  return response;
}

api::StopExperimentResponse ExperimentService::stop(const api::StopExperimentRequest& request) {
  const auto& progress = store_.get_experiment(*request.id).progress;
  if (progress.ended()) throw has_ended_already(*request.id);
  runner_.stop(*request.id);
  return {.experiment = view_of(store_.get_experiment(*request.id), store_)};
}

const Experiment* ExperimentService::started_by_same_call(const std::string& token, const std::string& asked) const {
  for (const auto& [id, experiment] : store_.experiments()) {
    if (token.empty() || experiment.client_token != token) continue;
    if (experiment.call != asked) throw token_is_taken();
    return &experiment;
  }
  return nullptr;
}

}  // namespace aws::region::fis
