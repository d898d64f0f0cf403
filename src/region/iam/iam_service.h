// IAM's operations: contract types on the outside, the store's records on the inside. Owned by the region; used on its
// thread. https://docs.aws.amazon.com/IAM/latest/APIReference/
#pragma once

#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

namespace api = aws::iam;

class IamService {
 public:
  explicit IamService(IamStore& store) : store_(store) {}

  // Has this carry out every operation.
  void serve(contract::Handlers& handlers);

  api::CreatePolicyResponse CreatePolicy(const api::CreatePolicyRequest& request);
  api::DeletePolicyResponse DeletePolicy(const api::DeletePolicyRequest& request);
  api::GetPolicyResponse GetPolicy(const api::GetPolicyRequest& request);
  api::CreateRoleResponse CreateRole(const api::CreateRoleRequest& request);
  api::GetRoleResponse GetRole(const api::GetRoleRequest& request);
  api::DeleteRoleResponse DeleteRole(const api::DeleteRoleRequest& request);
  api::AttachRolePolicyResponse AttachRolePolicy(const api::AttachRolePolicyRequest& request);
  api::DetachRolePolicyResponse DetachRolePolicy(const api::DetachRolePolicyRequest& request);
  api::ListAttachedRolePoliciesResponse ListAttachedRolePolicies(const api::ListAttachedRolePoliciesRequest& request);
  api::CreateInstanceProfileResponse CreateInstanceProfile(const api::CreateInstanceProfileRequest& request);
  api::GetInstanceProfileResponse GetInstanceProfile(const api::GetInstanceProfileRequest& request);
  api::DeleteInstanceProfileResponse DeleteInstanceProfile(const api::DeleteInstanceProfileRequest& request);
  api::AddRoleToInstanceProfileResponse AddRoleToInstanceProfile(const api::AddRoleToInstanceProfileRequest& request);
  api::RemoveRoleFromInstanceProfileResponse RemoveRoleFromInstanceProfile(
      const api::RemoveRoleFromInstanceProfileRequest& request);

 private:
  api::Policy render(const ManagedPolicy& policy) const;
  api::InstanceProfile render(const InstanceProfile& profile) const;

  IamStore& store_;
};

}  // namespace aws::region::iam
