// Deploy: creates the service step by step and tells the person what it does.
#pragma once

#include "scenario/steps.h"

namespace aws::scenario {

// Throws aws::Error, naming the step, where it cannot go on; what was created until then stays.
void deploy(Scenario& scenario, const std::vector<Step>& steps);

}  // namespace aws::scenario
