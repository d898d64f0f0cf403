// Tells callers who they are, and lets them become a role that trusts them. Owned by the region; used on its thread.
#pragma once

#include "base/place.h"
#include "contract/sts.h"
#include "region/sts/ports.h"

namespace aws::region::sts {

class StsService final : public aws::sts::Api {
 public:
  StsService(const Place& place, const Caller& caller, Roles& roles) : place_(place), caller_(caller), roles_(roles) {}

  aws::sts::GetCallerIdentityResponse GetCallerIdentity(const aws::sts::GetCallerIdentityRequest& request) override;
  aws::sts::AssumeRoleResponse AssumeRole(const aws::sts::AssumeRoleRequest& request) override;
  aws::sts::AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(
      const aws::sts::AssumeRoleWithWebIdentityRequest& request) override;

 private:
  Place place_;
  const Caller& caller_;
  Roles& roles_;
};

}  // namespace aws::region::sts
