// Tells callers who they are, and lets them become a role that trusts them. Owned by the region; used on its thread.
#pragma once

#include "base/place.h"
#include "contract/handlers.h"
#include "contract/sts.h"
#include "region/sts/ports.h"

namespace aws::region::sts {

class StsService {
 public:
  StsService(const Place& place, Roles& roles) : place_(place), roles_(roles) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::sts::GetCallerIdentityResponse GetCallerIdentity(const contract::Call& call,
                                                        const aws::sts::GetCallerIdentityRequest& request);
  aws::sts::AssumeRoleResponse AssumeRole(const contract::Call& call, const aws::sts::AssumeRoleRequest& request);
  aws::sts::AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(
      const aws::sts::AssumeRoleWithWebIdentityRequest& request);

 private:
  Place place_;
  Roles& roles_;
};

}  // namespace aws::region::sts
