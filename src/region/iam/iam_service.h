// IAM's operations, a class for each subject: contract types on the outside, the store's records on the inside. Owned
// by the region; used on its thread. https://docs.aws.amazon.com/IAM/latest/APIReference/
#pragma once

#include "contract/handlers.h"
#include "region/iam/account/details_service.h"
#include "region/iam/account/simulation_service.h"
#include "region/iam/certificates/server_certificate_service.h"
#include "region/iam/iam_store.h"
#include "region/iam/policy_service.h"
#include "region/iam/roles/instance_profile_service.h"
#include "region/iam/roles/role_policy_service.h"
#include "region/iam/roles/role_service.h"
#include "region/iam/users/access_key_service.h"
#include "region/iam/users/group_policy_service.h"
#include "region/iam/users/group_service.h"
#include "region/iam/users/other_credential_service.h"
#include "region/iam/users/user_policy_service.h"
#include "region/iam/users/user_service.h"

namespace aws::region::iam {

class IamService {
 public:
  IamService(IamStore& store, Identities& identities, const Permissions& permissions)
      : policies_(store),
        roles_(store),
        role_policies_(store),
        profiles_(store),
        users_(store, identities),
        user_policies_(store),
        access_keys_(store, identities),
        other_credentials_(store.users()),
        groups_(store),
        group_policies_(store),
        certificates_(store.certificates()),
        simulations_(permissions),
        details_(store) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers) {
    policies_.serve(handlers);
    roles_.serve(handlers);
    role_policies_.serve(handlers);
    profiles_.serve(handlers);
    users_.serve(handlers);
    user_policies_.serve(handlers);
    access_keys_.serve(handlers);
    other_credentials_.serve(handlers);
    groups_.serve(handlers);
    group_policies_.serve(handlers);
    certificates_.serve(handlers);
    simulations_.serve(handlers);
    details_.serve(handlers);
  }

 private:
  PolicyService policies_;
  RoleService roles_;
  RolePolicyService role_policies_;
  InstanceProfileService profiles_;
  UserService users_;
  UserPolicyService user_policies_;
  AccessKeyService access_keys_;
  OtherCredentialService other_credentials_;
  GroupService groups_;
  GroupPolicyService group_policies_;
  ServerCertificateService certificates_;
  SimulationService simulations_;
  DetailsService details_;
};

}  // namespace aws::region::iam
