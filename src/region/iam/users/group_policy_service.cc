#include "region/iam/users/group_policy_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/held_policies.h"
#include "region/iam/policy_pages.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

constexpr int kInlineOfGroup = 5120;

}  // namespace

void GroupPolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::AttachGroupPolicy, this, &GroupPolicyService::attach);
  handlers.on(api::operations::DetachGroupPolicy, this, &GroupPolicyService::detach);
  handlers.on(api::operations::ListAttachedGroupPolicies, this, &GroupPolicyService::list_attached);
  handlers.on(api::operations::PutGroupPolicy, this, &GroupPolicyService::put);
  handlers.on(api::operations::GetGroupPolicy, this, &GroupPolicyService::get);
  handlers.on(api::operations::DeleteGroupPolicy, this, &GroupPolicyService::remove);
  handlers.on(api::operations::ListGroupPolicies, this, &GroupPolicyService::list);
}

api::AttachGroupPolicyResponse GroupPolicyService::attach(const api::AttachGroupPolicyRequest& request) {
  auto group = store_.users().group(request.GroupName.value_or(""));
  attach_policy(group, "PoliciesPerGroup", store_.attachable(request.PolicyArn.value_or("")));
  store_.users().put(std::move(group));
  return {};
}

api::DetachGroupPolicyResponse GroupPolicyService::detach(const api::DetachGroupPolicyRequest& request) {
  auto group = store_.users().group(request.GroupName.value_or(""));
  detach_policy(group, request.PolicyArn.value_or(""));
  store_.users().put(std::move(group));
  return {};
}

api::ListAttachedGroupPoliciesResponse GroupPolicyService::list_attached(
    const api::ListAttachedGroupPoliciesRequest& request) {
  const auto& group = store_.users().group(request.GroupName.value_or(""));
  return attached_page<api::ListAttachedGroupPoliciesResponse>(request, group, store_);
}

api::PutGroupPolicyResponse GroupPolicyService::put(const api::PutGroupPolicyRequest& request) {
  auto group = store_.users().group(request.GroupName.value_or(""));
  put_policy("group", group, request.PolicyName.value_or(""), request.PolicyDocument.value_or(""), kInlineOfGroup);
  store_.users().put(std::move(group));
  return {};
}

api::GetGroupPolicyResponse GroupPolicyService::get(const api::GetGroupPolicyRequest& request) {
  const auto& group = store_.users().group(request.GroupName.value_or(""));
  return {.GroupName = group.name,
          .PolicyName = request.PolicyName,
          .PolicyDocument = encoded(policy_named("group", group, request.PolicyName.value_or("")))};
}

api::DeleteGroupPolicyResponse GroupPolicyService::remove(const api::DeleteGroupPolicyRequest& request) {
  auto group = store_.users().group(request.GroupName.value_or(""));
  delete_policy_named("group", group, request.PolicyName.value_or(""));
  store_.users().put(std::move(group));
  return {};
}

api::ListGroupPoliciesResponse GroupPolicyService::list(const api::ListGroupPoliciesRequest& request) {
  return inline_page<api::ListGroupPoliciesResponse>(request, store_.users().group(request.GroupName.value_or("")));
}

}  // namespace aws::region::iam
