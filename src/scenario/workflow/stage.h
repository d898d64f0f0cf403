// A stage of the demo as data: what is done to the service, what it must show then, and how it is looked at.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/clock.h"
#include "scenario/workflow/expectations.h"

namespace aws::scenario {

enum class Watch { kInTheEnd, kEveryChange };  // when an unattended run shows the health of the targets

// Of each look.
struct Traffic {
  std::size_t visits = 0;  // 0: as many as are enough for every instance to have its turn
  std::size_t at_once = 1;
};

// What has to hold all the time, however the service is disturbed meanwhile.
struct SteadyState {
  std::string words;
  std::function<bool(const Reply&)> holds;
};

struct Stage {
  std::string name;
  std::string expected;          // what it must show, in words
  std::function<void()> action;  // announces what it does, does it, says what follows
  std::function<Shown(const Observation&)> shows;
  std::function<std::string(const Observation&)> seen = summary;
  Duration at_most = std::chrono::minutes(5);  // on AWS, until it is shown
  Watch watch = Watch::kInTheEnd;
  Traffic traffic{};
  std::optional<SteadyState> steady{};
  std::function<void()> afterwards = [] {};  // undoes what the next stage must not find
};

}  // namespace aws::scenario
