// The operations on roles and what they trust. Owned by IamService; used on the region's thread.
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

class RoleService {
 public:
  explicit RoleService(IamStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::CreateRoleResponse create(const aws::iam::CreateRoleRequest& request);
  aws::iam::GetRoleResponse get(const aws::iam::GetRoleRequest& request);
  aws::iam::ListRolesResponse list(const aws::iam::ListRolesRequest& request);
  aws::iam::UpdateRoleResponse update(const aws::iam::UpdateRoleRequest& request);
  aws::iam::UpdateAssumeRolePolicyResponse update_trust(const aws::iam::UpdateAssumeRolePolicyRequest& request);
  aws::iam::DeleteRoleResponse remove(const aws::iam::DeleteRoleRequest& request);
  aws::iam::TagRoleResponse tag(const aws::iam::TagRoleRequest& request);
  aws::iam::UntagRoleResponse untag(const aws::iam::UntagRoleRequest& request);
  aws::iam::ListRoleTagsResponse list_tags(const aws::iam::ListRoleTagsRequest& request);

  IamStore& store_;
};

}  // namespace aws::region::iam
