// What policies would say: SimulatePrincipalPolicy and SimulateCustomPolicy, which answer from the evaluation that
// calls are judged by. Organizations and resource policies there are none. Owned by IamService; used on the region's
// thread. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_testing-policies.html
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/permissions.h"

namespace aws::region::iam {

class SimulationService {
 public:
  explicit SimulationService(const Permissions& permissions) : permissions_(permissions) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::SimulatePrincipalPolicyResponse of_principal(const aws::iam::SimulatePrincipalPolicyRequest& request);
  aws::iam::SimulateCustomPolicyResponse of_documents(const aws::iam::SimulateCustomPolicyRequest& request);

  const Permissions& permissions_;
};

}  // namespace aws::region::iam
