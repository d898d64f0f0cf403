// Whether a plan can be carried out at all, as far as it can be said before: its actions are there, have the parameters
// and targets that they need, and can follow each other.
#pragma once

#include "region/fis/ports.h"
#include "region/fis/records.h"

namespace aws::region::fis {

// Throws ValidationException, and ServiceQuotaExceededException.
void check_plan(const Plan& plan, const ApiErrors& api_errors);

}  // namespace aws::region::fis
