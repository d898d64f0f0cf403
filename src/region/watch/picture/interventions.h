// What people do to the region on purpose, as its APIs tell it: experiments and their templates, and load balancers
// that can be shifted away from a zone, with their shifts. Region thread.
#pragma once

#include <boost/json/array.hpp>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "contract/fis.h"
#include "contract/shape.h"
#include "contract/zonalshift.h"

namespace aws::region::watch {

struct Interventions {
  std::vector<aws::fis::Experiment> experiments;  // the newest first; of those that have ended the newest only
  std::vector<aws::fis::ExperimentTemplateSummary> templates;
  std::vector<aws::zonalshift::ManagedResourceSummary> resources;
  std::vector<aws::zonalshift::ZonalShiftSummary> shifts;  // whatever their status, the newest last
};

class InterventionReader {
 public:
  explicit InterventionReader(contract::Channel& services) : fis_(services), zonal_shifts_(services) {}

  Interventions read();

 private:
  std::vector<aws::fis::Experiment> experiments();

  aws::fis::Api fis_;
  aws::zonalshift::Api zonal_shifts_;
  // An experiment that has ended stays as it is, so that it is asked for once.
  std::map<std::string, aws::fis::Experiment, std::less<>> ended_;
};

bool has_ended(const aws::fis::Experiment& experiment);

}  // namespace aws::region::watch
