// A stage's many observations as the few facts that they amount to.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "scenario/report/report.h"

namespace aws::scenario {

// All answers of a kind.
struct Answers {
  std::string kind;
  std::size_t count = 0;
  double first = 0, last = 0;
};

// By kind, in the order of Answer; errors by their status.
std::vector<Answers> answers(std::span<const StageResult> stages);

// A state of a target, from the look that first showed it to the one that showed another, or to the last of all.
struct HealthPeriod {
  Target target;  // in state "gone" when it is no longer listed
  double from = 0, to = 0;
};

// Target by target in the order in which they were first seen, and of each in order of time.
std::vector<HealthPeriod> health_periods(std::span<const StageResult> stages);

}  // namespace aws::scenario
