// The credentials of instances' roles, as EC2 hands them out and Systems Manager's agents use them: IAM's, once the
// role has become known there.
#pragma once

#include <string>

#include "base/clock.h"
#include "region/chaos/faults.h"
#include "region/iam/identities.h"

namespace aws::region {

class InstanceRoles {
 public:
  // A role can be assumed only when it is as old as the faults say.
  InstanceRoles(const iam::IamStore& entities, iam::Identities& identities, const Clock& clock,
                const chaos::Faults& faults)
      : entities_(entities), identities_(identities), clock_(clock), faults_(faults) {}

  iam::RoleCredentials credentials(const std::string& profile_arn, const std::string& instance_id);

 private:
  const iam::IamStore& entities_;
  iam::Identities& identities_;
  const Clock& clock_;
  const chaos::Faults& faults_;
};

}  // namespace aws::region
