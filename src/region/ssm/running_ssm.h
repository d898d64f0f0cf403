// Systems Manager as its tests call it: through the handlers, as everybody does. Test code only.
#pragma once

#include "contract/handlers.h"
#include "contract/ssm.h"
#include "region/ssm/ssm_service.h"

namespace aws::region::ssm {

struct RunningSsm {
  explicit RunningSsm(const SsmService::Parts& parts) : service(parts) { service.serve(handlers); }
  SsmService service;
  contract::Handlers handlers;
  aws::ssm::Api called{handlers};
};

}  // namespace aws::region::ssm
