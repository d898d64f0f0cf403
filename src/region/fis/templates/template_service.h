// The operations on experiment templates. Owned by Fis; region thread.
#pragma once

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/fis.h"
#include "contract/handlers.h"
#include "region/fis/fis_store.h"
#include "region/fis/ports.h"

namespace aws::region::fis {

class TemplateService {
 public:
  struct Parts {
    FisStore& store;
    const ApiErrors& api_errors;
    const Clock& clock;
    Random& random;
    Place place;
  };
  explicit TemplateService(Parts parts) : parts_(std::move(parts)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::fis::CreateExperimentTemplateResponse create(const contract::Call& call,
                                                    const aws::fis::CreateExperimentTemplateRequest& request);
  aws::fis::GetExperimentTemplateResponse get(const aws::fis::GetExperimentTemplateRequest& request) const;
  aws::fis::ListExperimentTemplatesResponse list(const aws::fis::ListExperimentTemplatesRequest& request) const;
  aws::fis::UpdateExperimentTemplateResponse update(const contract::Call& call,
                                                    const aws::fis::UpdateExperimentTemplateRequest& request);
  aws::fis::DeleteExperimentTemplateResponse remove(const aws::fis::DeleteExperimentTemplateRequest& request);

  const Template* made_by_same_call(const std::string& token, const std::string& asked) const;
  void check(const contract::Call& call, const Plan& plan) const;

  Parts parts_;
};

}  // namespace aws::region::fis
