#include "region/iam/role_policy_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/page.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

// Where a policy is in the paths of its kind: arn:aws:iam::123456789012:policy/team/x -> /team/
std::string_view path_in(std::string_view arn) {
  const auto start = arn.find('/');
  return arn.substr(start, arn.rfind('/') + 1 - start);
}

}  // namespace

void RolePolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::AttachRolePolicy, this, &RolePolicyService::attach);
  handlers.on(api::operations::DetachRolePolicy, this, &RolePolicyService::detach);
  handlers.on(api::operations::ListAttachedRolePolicies, this, &RolePolicyService::list_attached);
  handlers.on(api::operations::PutRolePolicy, this, &RolePolicyService::put);
  handlers.on(api::operations::GetRolePolicy, this, &RolePolicyService::get);
  handlers.on(api::operations::DeleteRolePolicy, this, &RolePolicyService::remove);
  handlers.on(api::operations::ListRolePolicies, this, &RolePolicyService::list);
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
  auto arns = store_.role(request.RoleName.value_or("")).attached;
  std::erase_if(arns, [&](const auto& arn) { return !path_in(arn).starts_with(request.PathPrefix.value_or("/")); });
  auto page = page_of(
      std::move(arns), [](const std::string& arn) { return arn; }, request.Marker, request.MaxItems);
  api::ListAttachedRolePoliciesResponse response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (auto& arn : page.items) {
    response.AttachedPolicies.push_back({.PolicyName = store_.policy(arn).name, .PolicyArn = arn});
  }
  return response;
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
  std::vector<std::string> names;
  for (const auto& [name, document] : store_.role(request.RoleName.value_or("")).inline_policies) names.push_back(name);
  auto page = page_of(
      std::move(names), [](const std::string& name) { return name; }, request.Marker, request.MaxItems);
  return {.PolicyNames = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
