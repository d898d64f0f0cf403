// The operations on the policies of groups: managed ones that are attached, and inline ones. Owned by IamService; used
// on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class GroupPolicyService {
 public:
  explicit GroupPolicyService(IamStore& store) : store_(store) {}
  void serve(contract::Handlers& handlers);

 private:
  aws::iam::AttachGroupPolicyResponse attach(const aws::iam::AttachGroupPolicyRequest& request);
  aws::iam::DetachGroupPolicyResponse detach(const aws::iam::DetachGroupPolicyRequest& request);
  aws::iam::ListAttachedGroupPoliciesResponse list_attached(const aws::iam::ListAttachedGroupPoliciesRequest& request);
  aws::iam::PutGroupPolicyResponse put(const aws::iam::PutGroupPolicyRequest& request);
  aws::iam::GetGroupPolicyResponse get(const aws::iam::GetGroupPolicyRequest& request);
  aws::iam::DeleteGroupPolicyResponse remove(const aws::iam::DeleteGroupPolicyRequest& request);
  aws::iam::ListGroupPoliciesResponse list(const aws::iam::ListGroupPoliciesRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
