// IAM's operations: contract types on the outside, the store's records on the inside. Owned by the region; used on its
// thread. https://docs.aws.amazon.com/IAM/latest/APIReference/
#pragma once

#include "contract/iam.h"
#include "region/iam/iam_store.h"

namespace aws::region::iam {

namespace api = aws::iam;

class IamService final : public api::Api {
 public:
  explicit IamService(IamStore& store) : store_(store) {}

  api::CreatePolicyResponse CreatePolicy(const api::CreatePolicyRequest& request) override;
  api::DeletePolicyResponse DeletePolicy(const api::DeletePolicyRequest& request) override;
  api::GetPolicyResponse GetPolicy(const api::GetPolicyRequest& request) override;
  api::CreateRoleResponse CreateRole(const api::CreateRoleRequest& request) override;
  api::GetRoleResponse GetRole(const api::GetRoleRequest& request) override;
  api::DeleteRoleResponse DeleteRole(const api::DeleteRoleRequest& request) override;
  api::AttachRolePolicyResponse AttachRolePolicy(const api::AttachRolePolicyRequest& request) override;
  api::DetachRolePolicyResponse DetachRolePolicy(const api::DetachRolePolicyRequest& request) override;
  api::ListAttachedRolePoliciesResponse ListAttachedRolePolicies(
      const api::ListAttachedRolePoliciesRequest& request) override;
  api::CreateInstanceProfileResponse CreateInstanceProfile(const api::CreateInstanceProfileRequest& request) override;
  api::GetInstanceProfileResponse GetInstanceProfile(const api::GetInstanceProfileRequest& request) override;
  api::DeleteInstanceProfileResponse DeleteInstanceProfile(const api::DeleteInstanceProfileRequest& request) override;
  api::AddRoleToInstanceProfileResponse AddRoleToInstanceProfile(
      const api::AddRoleToInstanceProfileRequest& request) override;
  api::RemoveRoleFromInstanceProfileResponse RemoveRoleFromInstanceProfile(
      const api::RemoveRoleFromInstanceProfileRequest& request) override;

 private:
  api::Policy render(const ManagedPolicy& policy) const;
  api::InstanceProfile render(const InstanceProfile& profile) const;

  IamStore& store_;
};

}  // namespace aws::region::iam
