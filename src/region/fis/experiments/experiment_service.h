// The operations on experiments. Owned by Fis; region thread.
#pragma once

#include "base/clock.h"
#include "base/random.h"
#include "contract/fis.h"
#include "contract/handlers.h"
#include "region/fis/experiments/experiment_runner.h"
#include "region/fis/fis_store.h"

namespace aws::region::fis {

class ExperimentService {
 public:
  ExperimentService(FisStore& store, ExperimentRunner& runner, const Clock& clock, Random& random)
      : store_(store), runner_(runner), clock_(clock), random_(random) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::fis::StartExperimentResponse start(const aws::fis::StartExperimentRequest& request);
  aws::fis::GetExperimentResponse get(const aws::fis::GetExperimentRequest& request) const;
  aws::fis::ListExperimentsResponse list(const aws::fis::ListExperimentsRequest& request) const;
  aws::fis::StopExperimentResponse stop(const aws::fis::StopExperimentRequest& request);

  const Experiment* started_by_same_call(const std::string& token, const std::string& asked) const;

  FisStore& store_;
  ExperimentRunner& runner_;
  const Clock& clock_;
  Random& random_;
};

}  // namespace aws::region::fis
