// Status: what of the service exists now, where it answers, and the health of each target.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenario/workflow/steps.h"

namespace aws::scenario {

struct Status {
  std::string region;
  std::string prefix;                 // of the names
  std::vector<std::string> existing;  // "table doc-example-recommendation-service"
  std::optional<std::string> endpoint;
  std::vector<Target> targets;
};

// Throws aws::Error.
Status look(Scenario& scenario, const std::vector<Step>& steps);

void show(Console& console, const Status& status);
std::string to_json(const Status& status);

}  // namespace aws::scenario
