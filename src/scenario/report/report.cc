#include "scenario/report/report.h"

#include <fmt/format.h>

#include <algorithm>

namespace aws::scenario {

bool Report::ok() const {
  if (error || duplicates.value_or(0) > 0 || (stages.empty() && phases.empty())) return false;
  return stages_right() == stages.size();
}

std::size_t Report::stages_right() const {
  return static_cast<std::size_t>(std::ranges::count_if(stages, &StageResult::ok));
}

std::string Report::verdict() const {
  if (stages.empty()) return ok() ? "done" : "failed";
  return fmt::format("{} of {} stages right", stages_right(), stages.size());
}

std::string Report::steady_verdict() const {
  std::size_t stated = 0, held = 0;
  for (const auto& stage : stages) {
    if (!stage.steady) continue;
    ++stated;
    if (stage.steady->held) ++held;
  }
  return stated == 0 ? "" : fmt::format("{} of {} steady states held", held, stated);
}

CallCount Report::calls() const {
  CallCount all;
  for (const auto& phase : phases) {
    all.made += phase.calls.made;
    all.repeated += phase.calls.repeated;
  }
  return all;
}

std::size_t failed(const std::vector<Reply>& replies) {
  return static_cast<std::size_t>(
      std::ranges::count_if(replies, [](const Reply& reply) { return reply.status != 200; }));
}

}  // namespace aws::scenario
