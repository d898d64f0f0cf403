// From requests about templates to plans.
#pragma once

#include "contract/fis.h"
#include "region/fis/records.h"

namespace aws::region::fis {

// Throw ValidationException for what the region does not do. Whether the plan holds together is plan_check.h's to say.
Plan plan_of(const aws::fis::CreateExperimentTemplateRequest& request);
// What the request leaves out stays.
Plan changed(Plan plan, const aws::fis::UpdateExperimentTemplateRequest& request);

}  // namespace aws::region::fis
