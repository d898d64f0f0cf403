// Destroy: undoes every step, in any state of the service, and checks by listing that nothing is left.
#pragma once

#include <string>
#include <vector>

#include "scenario/report/report.h"
#include "scenario/workflow/steps.h"

namespace aws::scenario {

// What there is of the service, in the order of creation. Throws aws::Error.
std::vector<std::string> existing(const std::vector<Step>& steps);

// Goes on past what fails and says what is left. Throws nothing but Interrupted.
StageResult destroy(Scenario& scenario, const std::vector<Step>& steps);

}  // namespace aws::scenario
