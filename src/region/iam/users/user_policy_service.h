// The operations on the policies of users: managed ones that are attached, and inline ones. Owned by IamService; used
// on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class UserPolicyService {
 public:
  explicit UserPolicyService(IamStore& store) : store_(store) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::AttachUserPolicyResponse attach(const aws::iam::AttachUserPolicyRequest& request);
  aws::iam::DetachUserPolicyResponse detach(const aws::iam::DetachUserPolicyRequest& request);
  aws::iam::ListAttachedUserPoliciesResponse list_attached(const aws::iam::ListAttachedUserPoliciesRequest& request);
  aws::iam::PutUserPolicyResponse put(const aws::iam::PutUserPolicyRequest& request);
  aws::iam::GetUserPolicyResponse get(const aws::iam::GetUserPolicyRequest& request);
  aws::iam::DeleteUserPolicyResponse remove(const aws::iam::DeleteUserPolicyRequest& request);
  aws::iam::ListUserPoliciesResponse list(const aws::iam::ListUserPoliciesRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
