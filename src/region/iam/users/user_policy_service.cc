#include "region/iam/users/user_policy_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/held_policies.h"
#include "region/iam/policy_pages.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

constexpr int kInlineOfUser = 2048;

}  // namespace

void UserPolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::AttachUserPolicy, this, &UserPolicyService::attach);
  handlers.on(api::operations::DetachUserPolicy, this, &UserPolicyService::detach);
  handlers.on(api::operations::ListAttachedUserPolicies, this, &UserPolicyService::list_attached);
  handlers.on(api::operations::PutUserPolicy, this, &UserPolicyService::put);
  handlers.on(api::operations::GetUserPolicy, this, &UserPolicyService::get);
  handlers.on(api::operations::DeleteUserPolicy, this, &UserPolicyService::remove);
  handlers.on(api::operations::ListUserPolicies, this, &UserPolicyService::list);
}

api::AttachUserPolicyResponse UserPolicyService::attach(const api::AttachUserPolicyRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  attach_policy(user, "PoliciesPerUser", store_.attachable(request.PolicyArn.value_or("")));
  store_.users().put(std::move(user));
  return {};
}

api::DetachUserPolicyResponse UserPolicyService::detach(const api::DetachUserPolicyRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  detach_policy(user, request.PolicyArn.value_or(""));
  store_.users().put(std::move(user));
  return {};
}

api::ListAttachedUserPoliciesResponse UserPolicyService::list_attached(
    const api::ListAttachedUserPoliciesRequest& request) {
  const auto& user = store_.users().user(request.UserName.value_or(""));
  return attached_page<api::ListAttachedUserPoliciesResponse>(request, user, store_);
}

api::PutUserPolicyResponse UserPolicyService::put(const api::PutUserPolicyRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  put_policy("user", user, request.PolicyName.value_or(""), request.PolicyDocument.value_or(""), kInlineOfUser);
  store_.users().put(std::move(user));
  return {};
}

api::GetUserPolicyResponse UserPolicyService::get(const api::GetUserPolicyRequest& request) {
  const auto& user = store_.users().user(request.UserName.value_or(""));
  return {.UserName = user.name,
          .PolicyName = request.PolicyName,
          .PolicyDocument = encoded(policy_named("user", user, request.PolicyName.value_or("")))};
}

api::DeleteUserPolicyResponse UserPolicyService::remove(const api::DeleteUserPolicyRequest& request) {
  auto user = store_.users().user(request.UserName.value_or(""));
  delete_policy_named("user", user, request.PolicyName.value_or(""));
  store_.users().put(std::move(user));
  return {};
}

api::ListUserPoliciesResponse UserPolicyService::list(const api::ListUserPoliciesRequest& request) {
  return inline_page<api::ListUserPoliciesResponse>(request, store_.users().user(request.UserName.value_or("")));
}

}  // namespace aws::region::iam
