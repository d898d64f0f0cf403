// The operations on the policies of roles: managed ones that are attached, and inline ones. Owned by IamService; used
// on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class RolePolicyService {
 public:
  explicit RolePolicyService(IamStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::AttachRolePolicyResponse attach(const aws::iam::AttachRolePolicyRequest& request);
  aws::iam::DetachRolePolicyResponse detach(const aws::iam::DetachRolePolicyRequest& request);
  aws::iam::ListAttachedRolePoliciesResponse list_attached(const aws::iam::ListAttachedRolePoliciesRequest& request);
  aws::iam::PutRolePolicyResponse put(const aws::iam::PutRolePolicyRequest& request);
  aws::iam::GetRolePolicyResponse get(const aws::iam::GetRolePolicyRequest& request);
  aws::iam::DeleteRolePolicyResponse remove(const aws::iam::DeleteRolePolicyRequest& request);
  aws::iam::ListRolePoliciesResponse list(const aws::iam::ListRolePoliciesRequest& request);
  aws::iam::PutRolePermissionsBoundaryResponse put_boundary(const aws::iam::PutRolePermissionsBoundaryRequest& request);
  aws::iam::DeleteRolePermissionsBoundaryResponse delete_boundary(
      const aws::iam::DeleteRolePermissionsBoundaryRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
