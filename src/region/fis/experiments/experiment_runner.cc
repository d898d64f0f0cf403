#include "region/fis/experiments/experiment_runner.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>

#include "base/error.h"
#include "region/fis/experiments/target_resolution.h"

namespace aws::region::fis {
namespace {

constexpr std::chrono::seconds kPause{1};  // until an action is asked again whether it is over

constexpr auto kNotAssumable =
    "Unable to assume the role {}. Please ensure that it exists and that its trust policy allows fis.amazonaws.com.";
constexpr auto kNotAllowed = "The role {} is not authorized to perform {} on resource {}.";
constexpr auto kNoTargets = "Target resolution returned empty set.";

// What has failed leaves nothing behind that it can take back at once.
void take_back_anyway(Action& action) {
  try {
    action.take_back();
  } catch (const Error& error) {
    spdlog::info("fis: and was not taken back: {}", error.what());
  }
}

void pronounce(Experiment& experiment, const SteadyVerdict& verdict) {
  experiment.verdict = verdict;
  experiment.tags[std::string(kVerdictTag)] = verdict.word;
}

}  // namespace

void ExperimentRunner::start() {
  std::vector<Experiment> interrupted;
  for (const auto& [id, experiment] : parts_.store.experiments()) {
    if (!experiment.progress.ended()) interrupted.push_back(experiment);
  }
  for (auto& experiment : interrupted) {
    for (auto& [name, progress] : experiment.actions) {
      if (progress.ended()) continue;
      const bool began = !progress.is(status::kPending);
      set(progress, began ? status::kStopped : status::kCancelled, "The region was restarted.");
    }
    set(experiment.progress, status::kStopped, "Experiment stopped: the region was restarted.");
    if (!experiment.steady_state.empty()) pronounce(experiment, not_judged("the region was restarted"));
    parts_.store.put(experiment);
  }
}

void ExperimentRunner::begin(const std::string& id) {
  Active& active = active_[id];
  const auto& stated = parts_.store.get_experiment(id).steady_state;
  if (!stated.empty()) active.steady = std::make_unique<SteadyWatch>(steady_state(stated), parts_.ports.visits);
  active.next = parts_.timers.after(Duration::zero(), [this, id] { step(id); });
}

void ExperimentRunner::stop(const std::string& id) {
  Experiment experiment = parts_.store.get_experiment(id);
  set(experiment.progress, status::kStopping, "Experiment is stopping.");
  parts_.store.put(experiment);
  Active& active = active_.at(id);
  active.stopping = true;
  active.next = parts_.timers.after(Duration::zero(), [this, id] { step(id); });
}

void ExperimentRunner::step(const std::string& id) {
  Experiment experiment = parts_.store.get_experiment(id);
  Active& active = active_.at(id);
  if (!experiment.progress.is(status::kInitiating) || initiate(experiment, active)) advance(id, experiment, active);
  judge(experiment, active);
  parts_.store.put(experiment);
  if (experiment.progress.ended()) {
    spdlog::info("fis: experiment {} {}: {}", id, experiment.progress.status, experiment.progress.reason);
    active_.erase(id);
    return;
  }
  active.next = parts_.timers.after(kPause, [this, id] { step(id); });
}

// False when it has failed already.
bool ExperimentRunner::initiate(Experiment& experiment, Active& active) {
  try {
    const auto& role = experiment.plan.role_arn;
    if (!parts_.ports.roles.assumable(role, parts_.store.experiment_arn(experiment.id))) {
      throw Error("AccessDenied", fmt::format(kNotAssumable, role));
    }
    find_targets(experiment);
    if (active.steady) active.steady->begin();
  } catch (const Error& error) {
    for (auto& [name, progress] : experiment.actions) set(progress, status::kCancelled, "Action was cancelled.");
    set(experiment.progress, status::kFailed, error.message());
    return false;
  }
  set(experiment.progress, status::kRunning, "Experiment is running.");
  return true;
}

void ExperimentRunner::find_targets(Experiment& experiment) {
  for (const auto& [name, target] : experiment.plan.targets) {
    require(experiment, needs_of(target));
    auto& found = experiment.resolved[name];
    found = resolve(target, parts_.ports.resources, parts_.random);
    if (found.empty() && experiment.plan.empty_targets == "fail") throw Error("InvalidTarget", kNoTargets);
  }
}

void ExperimentRunner::require(const Experiment& experiment, const std::vector<Need>& needs) const {
  const auto& role = experiment.plan.role_arn;
  for (const auto& need : needs) {
    if (parts_.ports.roles.allows(role, need)) continue;
    throw Error("AccessDenied", fmt::format(kNotAllowed, role, need.action, need.resource));
  }
}

void ExperimentRunner::advance(const std::string& id, Experiment& experiment, Active& active) {
  for (auto& [name, running] : active.running) advance(name, running, active);
  if (active.stopping || !active.failure.empty()) end_others(experiment, active);
  for (auto entry = active.running.begin(); entry != active.running.end();) {
    const auto& [name, running] = *entry;
    if (!has_ended(running.end.status)) {
      ++entry;
      continue;
    }
    set(experiment.actions.at(name), running.end.status, running.end.reason);
    entry = active.running.erase(entry);
  }
  if (!active.stopping && active.failure.empty()) start_what_can(id, experiment, active);
  if (!active.failure.empty()) end_others(experiment, active);
  finish_if_over(experiment, active);
}

void ExperimentRunner::advance(const std::string& name, Running& running, Active& active) {
  try {
    if (!running.taking_back && (active.stopping || !active.failure.empty())) {
      running.taking_back = true;
      running.end = {.status = std::string(status::kStopping), .reason = "Action was stopped."};
    } else if (!running.taking_back && (running.action->over() || running.expired)) {
      running.taking_back = true;
      running.end = {.status = std::string(status::kRunning), .reason = "Action was completed."};
    }
    if (!running.taking_back || !running.action->take_back()) return;
    running.end.status = running.end.is(status::kStopping) ? status::kStopped : status::kCompleted;
  } catch (const Error& error) {
    spdlog::info("fis: action {} failed: {}", name, error.what());
    if (active.failure.empty()) active.failure = error.message();
    running.end = {.status = std::string(status::kFailed), .reason = error.message()};
    take_back_anyway(*running.action);
  }
}

void ExperimentRunner::start_what_can(const std::string& id, Experiment& experiment, Active& active) {
  for (bool more = true; more && active.failure.empty();) {
    more = false;
    for (const auto& [name, action] : experiment.plan.actions) {
      const auto is_done = [&](const std::string& before) {
        const auto& progress = experiment.actions.at(before);
        return progress.is(status::kCompleted) || progress.is(status::kSkipped);
      };
      if (!experiment.actions.at(name).is(status::kPending)) continue;
      if (!std::ranges::all_of(action.start_after, is_done)) continue;
      start_action(id, name, experiment, active);
      more = experiment.actions.at(name).is(status::kSkipped);
      if (!active.failure.empty()) return;
    }
  }
}

void ExperimentRunner::start_action(const std::string& id, const std::string& name, Experiment& experiment,
                                    Active& active) {
  const auto& plan = experiment.plan.actions.at(name);
  Progress& progress = experiment.actions.at(name);
  Task task{.action_id = plan.action_id,
            .parameters = plan.parameters,
            .arns = {},
            .role_arn = experiment.plan.role_arn,
            .experiment_arn = parts_.store.experiment_arn(id),
            .place = parts_.place};
  for (const auto& [used_as, target] : plan.targets) task.arns = experiment.resolved.at(target);
  if (experiment.actions_mode == "skip-all") return set(progress, status::kSkipped, "Action was skipped.");
  task.arns = targets_for(task, parts_.ports);
  const bool without = !plan.targets.empty() && task.arns.empty();
  if (without && experiment.plan.empty_targets == "skip") return set(progress, status::kSkipped, kNoTargets);
  try {
    if (without) throw Error("InvalidTarget", kNoTargets);
    Running running{.action = make_action(task, parts_.ports)};
    require(experiment, running.action->needs());
    progress.started_ms = to_milliseconds(parts_.clock.now());
    running.action->begin();
    set(progress, status::kRunning, "Action is running.");
    if (const auto duration = running.action->duration()) {
      running.expiry = parts_.timers.after(*duration, [this, id, name] {
        active_.at(id).running.at(name).expired = true;
        step(id);
      });
    }
    active.running.emplace(name, std::move(running));
  } catch (const Error& error) {
    active.failure = error.message();
    set(progress, status::kFailed, error.message());
  }
}

// What has not started never will; what runs is taken back in this step or a later one.
void ExperimentRunner::end_others(Experiment& experiment, Active& active) {
  for (auto& [name, progress] : experiment.actions) {
    if (progress.is(status::kPending)) set(progress, status::kCancelled, "Action was cancelled.");
  }
  for (auto& [name, running] : active.running) {
    if (!has_ended(running.end.status)) advance(name, running, active);
    const bool is_going = !has_ended(running.end.status);
    if (is_going) set(experiment.actions.at(name), status::kStopping, "Action is stopping.");
  }
}

void ExperimentRunner::finish_if_over(Experiment& experiment, const Active& active) {
  const bool over = std::ranges::all_of(experiment.actions, [](const auto& entry) { return entry.second.ended(); });
  if (!over) return;
  if (!active.failure.empty()) return set(experiment.progress, status::kFailed, active.failure);
  if (active.stopping) return set(experiment.progress, status::kStopped, "Experiment stopped.");
  set(experiment.progress, status::kCompleted, "Experiment completed.");
}

void ExperimentRunner::judge(Experiment& experiment, const Active& active) const {
  if (!active.steady) return;
  if (experiment.progress.ended()) return pronounce(experiment, active.steady->in_the_end());
  experiment.verdict = active.steady->so_far();
}

void ExperimentRunner::set(Progress& progress, std::string_view status, std::string reason) const {
  progress.status = status;
  progress.reason = std::move(reason);
  if (progress.reason.size() > kLongestReason) progress.reason.resize(kLongestReason);
  const auto now = to_milliseconds(parts_.clock.now());
  if (progress.is(status::kRunning) && !progress.started_ms) progress.started_ms = now;
  if (progress.ended()) progress.ended_ms = now;
}

}  // namespace aws::region::fis
