#include "region/iam/policy_service.h"

#include <fmt/format.h>

#include <algorithm>

#include "region/iam/entity_view.h"
#include "region/iam/managed/managed_policies.h"
#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

// A role, a user or a group that a policy is attached to, or bounds.
struct Entity {
  std::string kind;
  std::string name;
  std::string id;
};

bool holds(const std::vector<std::string>& arns, const std::string& arn) {
  return std::find(arns.begin(), arns.end(), arn) != arns.end();
}

}  // namespace

void PolicyService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreatePolicy, this, &PolicyService::create);
  handlers.on(api::operations::GetPolicy, this, &PolicyService::get);
  handlers.on(api::operations::ListPolicies, this, &PolicyService::list);
  handlers.on(api::operations::DeletePolicy, this, &PolicyService::remove);
  handlers.on(api::operations::CreatePolicyVersion, this, &PolicyService::create_version);
  handlers.on(api::operations::GetPolicyVersion, this, &PolicyService::get_version);
  handlers.on(api::operations::ListPolicyVersions, this, &PolicyService::list_versions);
  handlers.on(api::operations::DeletePolicyVersion, this, &PolicyService::remove_version);
  handlers.on(api::operations::SetDefaultPolicyVersion, this, &PolicyService::set_default);
  handlers.on(api::operations::ListEntitiesForPolicy, this, &PolicyService::list_entities);
  handlers.on(api::operations::TagPolicy, this, &PolicyService::tag);
  handlers.on(api::operations::UntagPolicy, this, &PolicyService::untag);
  handlers.on(api::operations::ListPolicyTags, this, &PolicyService::list_tags);
}

api::CreatePolicyResponse PolicyService::create(const api::CreatePolicyRequest& request) {
  ManagedPolicy policy;
  policy.name = request.PolicyName.value_or("");
  policy.path = request.Path.value_or("/");
  policy.document = request.PolicyDocument.value_or("");
  policy.description = request.Description;
  policy.tags = tags_of(request.Tags);
  return {.Policy = policy_view(store_.create_policy(std::move(policy)), store_)};
}

api::GetPolicyResponse PolicyService::get(const api::GetPolicyRequest& request) {
  const auto& policy = store_.policy(request.PolicyArn.value_or(""));
  auto view = policy_view(policy, store_);
  view.Description = policy.description;  // only here
  return {.Policy = std::move(view)};
}

api::ListPoliciesResponse PolicyService::list(const api::ListPoliciesRequest& request) {
  const auto scope = request.Scope.value_or("All");
  const auto usage = request.PolicyUsageFilter.value_or("");
  std::vector<api::Policy> found;
  const auto add = [&](const ManagedPolicy& policy) {
    auto view = policy_view(policy, store_);
    const bool attached = *view.AttachmentCount > 0, bounds = *view.PermissionsBoundaryUsageCount > 0;
    if (request.OnlyAttached.value_or(false) && !attached && !bounds) return;
    if (usage == "PermissionsBoundary" && !bounds) return;
    if (usage == "PermissionsPolicy" && bounds && !attached) return;
    if (!policy.path.starts_with(request.PathPrefix.value_or("/"))) return;
    view.Tags.clear();
    found.push_back(std::move(view));
  };
  if (scope != "Local") std::for_each(aws_managed_policies().begin(), aws_managed_policies().end(), add);
  for (const auto& [key, policy] : store_.policies()) {
    if (scope != "AWS") add(policy);
  }
  auto page = page_of(
      std::move(found), [](const api::Policy& policy) { return lower_case(*policy.PolicyName) + ' ' + *policy.Arn; },
      request.Marker, request.MaxItems);
  return {.Policies = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

api::DeletePolicyResponse PolicyService::remove(const api::DeletePolicyRequest& request) {
  store_.delete_policy(request.PolicyArn.value_or(""));
  return {};
}

api::CreatePolicyVersionResponse PolicyService::create_version(const api::CreatePolicyVersionRequest& request) {
  const bool as_default = request.SetAsDefault.value_or(false);
  const auto made = store_.add_version(request.PolicyArn.value_or(""), request.PolicyDocument.value_or(""), as_default);
  return {.PolicyVersion = version_view(made, as_default)};
}

api::GetPolicyVersionResponse PolicyService::get_version(const api::GetPolicyVersionRequest& request) {
  const auto& policy = store_.policy(request.PolicyArn.value_or(""));
  const auto version = store_.version(policy.arn, request.VersionId.value_or(""));
  auto view = version_view(version, version.id == policy.version);
  view.Document = encoded(version.document);
  return {.PolicyVersion = std::move(view)};
}

// The latest first.
api::ListPolicyVersionsResponse PolicyService::list_versions(const api::ListPolicyVersionsRequest& request) {
  constexpr int kHighest = 1'000'000'000;
  const auto& policy = store_.policy(request.PolicyArn.value_or(""));
  const auto by_age = [](const PolicyVersion& version) {
    return fmt::format("{:010}", kHighest - std::stoi(version.id.substr(1)));
  };
  const auto page = page_of(store_.versions(policy.arn), by_age, request.Marker, request.MaxItems);
  api::ListPolicyVersionsResponse response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (const auto& version : page.items) {
    response.Versions.push_back(version_view(version, version.id == policy.version));
  }
  return response;
}

api::DeletePolicyVersionResponse PolicyService::remove_version(const api::DeletePolicyVersionRequest& request) {
  store_.delete_version(request.PolicyArn.value_or(""), request.VersionId.value_or(""));
  return {};
}

api::SetDefaultPolicyVersionResponse PolicyService::set_default(const api::SetDefaultPolicyVersionRequest& request) {
  store_.set_default_version(request.PolicyArn.value_or(""), request.VersionId.value_or(""));
  return {};
}

api::ListEntitiesForPolicyResponse PolicyService::list_entities(const api::ListEntitiesForPolicyRequest& request) {
  const auto arn = store_.policy(request.PolicyArn.value_or("")).arn;
  const auto wanted = request.EntityFilter.value_or(""), usage = request.PolicyUsageFilter.value_or("");
  const auto prefix = request.PathPrefix.value_or("/");
  std::vector<Entity> found;
  for (const auto& [key, role] : store_.roles()) {
    const bool attached = usage != "PermissionsBoundary" && holds(role.attached, arn);
    const bool bounded = usage != "PermissionsPolicy" && role.boundary == arn;
    const bool asked = (wanted.empty() || wanted == "Role") && role.path.starts_with(prefix);
    if (asked && (attached || bounded)) found.push_back({"role", role.name, role.id});
  }
  for (const auto& [key, user] : store_.users().users()) {
    const bool asked = (wanted.empty() || wanted == "User") && user.path.starts_with(prefix);
    const bool attached = usage != "PermissionsBoundary" && holds(user.attached, arn);
    const bool bounded = usage != "PermissionsPolicy" && user.boundary == arn;
    if (asked && (attached || bounded)) found.push_back({"user", user.name, user.id});
  }
  for (const auto& [key, group] : store_.users().groups()) {
    const bool asked = (wanted.empty() || wanted == "Group") && group.path.starts_with(prefix);
    if (asked && usage != "PermissionsBoundary" && holds(group.attached, arn)) {
      found.push_back({"group", group.name, group.id});
    }
  }
  const auto page = page_of(
      std::move(found), [](const Entity& entity) { return entity.kind + ' ' + lower_case(entity.name); },
      request.Marker, request.MaxItems);
  api::ListEntitiesForPolicyResponse response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (const auto& [kind, name, id] : page.items) {
    if (kind == "role") response.PolicyRoles.push_back({.RoleName = name, .RoleId = id});
    if (kind == "group") response.PolicyGroups.push_back({.GroupName = name, .GroupId = id});
    if (kind == "user") response.PolicyUsers.push_back({.UserName = name, .UserId = id});
  }
  return response;
}

api::TagPolicyResponse PolicyService::tag(const api::TagPolicyRequest& request) {
  store_.tag_policy(request.PolicyArn.value_or(""), tags_of(request.Tags));
  return {};
}

api::UntagPolicyResponse PolicyService::untag(const api::UntagPolicyRequest& request) {
  store_.untag_policy(request.PolicyArn.value_or(""), request.TagKeys);
  return {};
}

api::ListPolicyTagsResponse PolicyService::list_tags(const api::ListPolicyTagsRequest& request) {
  auto page = page_of(
      store_.policy(request.PolicyArn.value_or("")).tags, [](const Tag& tag) { return lower_case(tag.key); },
      request.Marker, request.MaxItems);
  return {.Tags = render(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
