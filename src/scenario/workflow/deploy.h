// Deploy: creates the service step by step and tells the person what it does. Where some of it exists already, from a
// deployment that did not come to its end, the rest is added.
#pragma once

#include "scenario/workflow/steps.h"

namespace aws::scenario {

// Says what is going to happen and, where that costs money, how much. False when the person does not want it.
bool introduce(Scenario& scenario);

// Throws aws::Error, naming the step, where it cannot go on; what was created until then stays.
void deploy(Scenario& scenario, const std::vector<Step>& steps);

// How many things there are of the service beyond those that a deployment makes: none, if all went well.
std::size_t duplicates(const std::vector<Step>& steps);

}  // namespace aws::scenario
