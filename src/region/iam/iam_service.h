// IAM's operations, a class for each subject: contract types on the outside, the store's records on the inside. Owned
// by the region; used on its thread. https://docs.aws.amazon.com/IAM/latest/APIReference/
#pragma once

#include "contract/handlers.h"
#include "region/iam/certificates/server_certificate_service.h"
#include "region/iam/iam_store.h"
#include "region/iam/instance_profile_service.h"
#include "region/iam/policy_service.h"
#include "region/iam/role_policy_service.h"
#include "region/iam/role_service.h"

namespace aws::region::iam {

class IamService {
 public:
  explicit IamService(IamStore& store)
      : policies_(store), roles_(store), role_policies_(store), profiles_(store), certificates_(store.certificates()) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers) {
    policies_.serve(handlers);
    roles_.serve(handlers);
    role_policies_.serve(handlers);
    profiles_.serve(handlers);
    certificates_.serve(handlers);
  }

 private:
  PolicyService policies_;
  RoleService roles_;
  RolePolicyService role_policies_;
  InstanceProfileService profiles_;
  ServerCertificateService certificates_;
};

}  // namespace aws::region::iam
