// The operations on users' access keys. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/call.h"
#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"
#include "region/iam/identities.h"

namespace aws::region::iam {

class AccessKeyService {
 public:
  AccessKeyService(IamStore& store, Identities& identities) : users_(store.users()), identities_(identities) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreateAccessKeyResponse create(const contract::Call& call, const aws::iam::CreateAccessKeyRequest& request);
  aws::iam::ListAccessKeysResponse list(const contract::Call& call, const aws::iam::ListAccessKeysRequest& request);
  aws::iam::UpdateAccessKeyResponse update(const contract::Call& call, const aws::iam::UpdateAccessKeyRequest& request);
  aws::iam::DeleteAccessKeyResponse remove(const contract::Call& call, const aws::iam::DeleteAccessKeyRequest& request);
  aws::iam::GetAccessKeyLastUsedResponse last_used(const aws::iam::GetAccessKeyLastUsedRequest& request);

  UserStore& users_;
  Identities& identities_;
};

}  // namespace aws::region::iam
