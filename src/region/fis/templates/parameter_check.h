// Whether the parameters of an action are those that its kind has, and say something.
#pragma once

#include <string>

#include "region/fis/catalogue.h"
#include "region/fis/ports.h"
#include "region/fis/records.h"

namespace aws::region::fis {

// Throws ValidationException.
void check_parameters(const std::string& name, const PlannedAction& action, const ActionKind& kind,
                      const ApiErrors& api_errors);

}  // namespace aws::region::fis
