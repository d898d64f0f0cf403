#include "scenario/report/report.h"

#include <algorithm>

namespace aws::scenario {

bool Report::ok() const {
  if (error || duplicates.value_or(0) > 0 || (stages.empty() && phases.empty())) return false;
  return stages_right() == stages.size();
}

std::size_t Report::stages_right() const {
  return static_cast<std::size_t>(std::ranges::count_if(stages, &StageResult::ok));
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
