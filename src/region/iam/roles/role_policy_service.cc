#include "region/iam/roles/role_policy_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/policy_pages.h"

namespace aws::region::iam {

namespace api = aws::iam;

void RolePolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::AttachRolePolicy, this, &RolePolicyService::attach);
  handlers.on(api::operations::DetachRolePolicy, this, &RolePolicyService::detach);
  handlers.on(api::operations::ListAttachedRolePolicies, this, &RolePolicyService::list_attached);
  handlers.on(api::operations::PutRolePolicy, this, &RolePolicyService::put);
  handlers.on(api::operations::GetRolePolicy, this, &RolePolicyService::get);
  handlers.on(api::operations::DeleteRolePolicy, this, &RolePolicyService::remove);
  handlers.on(api::operations::ListRolePolicies, this, &RolePolicyService::list);
  handlers.on(api::operations::PutRolePermissionsBoundary, this, &RolePolicyService::put_boundary);
  handlers.on(api::operations::DeleteRolePermissionsBoundary, this, &RolePolicyService::delete_boundary);
}

api::AttachRolePolicyResponse RolePolicyService::attach(const api::AttachRolePolicyRequest& request) {
  store_.attach(request.RoleName.value_or(""), request.PolicyArn.value_or(""));
  return {};
}

api::DetachRolePolicyResponse RolePolicyService::detach(const api::DetachRolePolicyRequest& request) {
  store_.detach(request.RoleName.value_or(""), request.PolicyArn.value_or(""));
  return {};
}

api::ListAttachedRolePoliciesResponse RolePolicyService::list_attached(
    const api::ListAttachedRolePoliciesRequest& request) {
  const auto& role = store_.role(request.RoleName.value_or(""));
  return attached_page<api::ListAttachedRolePoliciesResponse>(request, role, store_);
}

api::PutRolePolicyResponse RolePolicyService::put(const api::PutRolePolicyRequest& request) {
  store_.put_inline_policy(request.RoleName.value_or(""), request.PolicyName.value_or(""),
                           request.PolicyDocument.value_or(""));
  return {};
}

api::GetRolePolicyResponse RolePolicyService::get(const api::GetRolePolicyRequest& request) {
  const auto& document = store_.inline_policy(request.RoleName.value_or(""), request.PolicyName.value_or(""));
  return {.RoleName = store_.role(*request.RoleName).name,
          .PolicyName = request.PolicyName,
          .PolicyDocument = encoded(document)};
}

api::DeleteRolePolicyResponse RolePolicyService::remove(const api::DeleteRolePolicyRequest& request) {
  store_.delete_inline_policy(request.RoleName.value_or(""), request.PolicyName.value_or(""));
  return {};
}

api::ListRolePoliciesResponse RolePolicyService::list(const api::ListRolePoliciesRequest& request) {
  return inline_page<api::ListRolePoliciesResponse>(request, store_.role(request.RoleName.value_or("")));
}

api::PutRolePermissionsBoundaryResponse RolePolicyService::put_boundary(
    const api::PutRolePermissionsBoundaryRequest& request) {
  store_.set_boundary(request.RoleName.value_or(""), request.PermissionsBoundary);
  return {};
}

api::DeleteRolePermissionsBoundaryResponse RolePolicyService::delete_boundary(
    const api::DeleteRolePermissionsBoundaryRequest& request) {
  store_.set_boundary(request.RoleName.value_or(""), std::nullopt);
  return {};
}

}  // namespace aws::region::iam
