// Records as the API shows them.
#pragma once

#include "contract/fis.h"
#include "region/fis/fis_store.h"
#include "region/fis/records.h"

namespace aws::region::fis {

aws::fis::ExperimentTemplate view_of(const Template& made, const FisStore& store);
aws::fis::ExperimentTemplateSummary summary_of(const Template& made, const FisStore& store);
aws::fis::Experiment view_of(const Experiment& experiment, const FisStore& store);
aws::fis::ExperimentSummary summary_of(const Experiment& experiment, const FisStore& store);

}  // namespace aws::region::fis
