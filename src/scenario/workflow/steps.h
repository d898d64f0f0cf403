// The deployment as data: what is created, in which order, how each thing is undone, and what there is of it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/resources.h"
#include "scenario/scenario.h"

namespace aws::scenario {

struct Step {
  std::string_view name;                               // "the launch template"
  std::function<void()> action;                        // empty: the demo creates it
  std::function<void()> undo;                          // from any half-made state; empty: another step undoes it
  std::function<std::vector<std::string>()> existing;  // found by listing; lists nothing when it is undone
  std::size_t things = 1;                              // that the action makes, at most
};

// In the order of creation. Undoing goes backwards. The steps keep references to both.
std::vector<Step> steps(Scenario& scenario, const Resources& resources);

}  // namespace aws::scenario
