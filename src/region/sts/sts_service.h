// Tells callers who they are, gives them temporary credentials, and lets them become a role that trusts them. Owned by
// the region; used on its thread.
#pragma once

#include "base/place.h"
#include "contract/handlers.h"
#include "contract/sts.h"
#include "region/sts/authorization_messages.h"
#include "region/sts/ports.h"

namespace aws::region::sts {

class StsService {
 public:
  StsService(const Place& place, Roles& roles, Users& users, const AuthorizationMessages& messages)
      : place_(place), roles_(roles), users_(users), messages_(messages) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  aws::sts::GetCallerIdentityResponse GetCallerIdentity(const contract::Call& call,
                                                        const aws::sts::GetCallerIdentityRequest& request);
  aws::sts::AssumeRoleResponse AssumeRole(const contract::Call& call, const aws::sts::AssumeRoleRequest& request);
  aws::sts::AssumeRoleWithWebIdentityResponse AssumeRoleWithWebIdentity(
      const aws::sts::AssumeRoleWithWebIdentityRequest& request);
  aws::sts::GetSessionTokenResponse GetSessionToken(const contract::Call& call,
                                                    const aws::sts::GetSessionTokenRequest& request);
  aws::sts::GetAccessKeyInfoResponse GetAccessKeyInfo(const aws::sts::GetAccessKeyInfoRequest& request) const;
  aws::sts::DecodeAuthorizationMessageResponse DecodeAuthorizationMessage(
      const aws::sts::DecodeAuthorizationMessageRequest& request) const;

 private:
  Place place_;
  Roles& roles_;
  Users& users_;
  const AuthorizationMessages& messages_;
};

}  // namespace aws::region::sts
