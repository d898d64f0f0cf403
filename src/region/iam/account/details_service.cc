#include "region/iam/account/details_service.h"

#include <algorithm>
#include <string>
#include <variant>

#include "region/iam/entity_view.h"
#include "region/iam/managed/managed_policies.h"
#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {

namespace api = aws::iam;

namespace {

using Entity = std::variant<const User*, const Group*, const Role*, const ManagedPolicy*>;

std::string key_of(const Entity& entity) {
  const auto name = std::visit([](const auto* record) { return record->arn; }, entity);
  return std::to_string(entity.index()) + ' ' + lower_case(name);
}

template <class Record>
std::vector<api::PolicyDetail> inline_policies(const Record& record) {
  std::vector<api::PolicyDetail> details;
  for (const auto& [name, document] : record.inline_policies) {
    details.push_back({.PolicyName = name, .PolicyDocument = encoded(document)});
  }
  return details;
}

template <class Record>
std::vector<api::AttachedPolicy> attached(const Record& record, const IamStore& store) {
  std::vector<api::AttachedPolicy> details;
  for (const auto& arn : record.attached) details.push_back({.PolicyName = store.policy(arn).name, .PolicyArn = arn});
  return details;
}

std::optional<api::AttachedPermissionsBoundary> boundary_of(const std::optional<std::string>& arn) {
  if (!arn) return std::nullopt;
  return api::AttachedPermissionsBoundary{.PermissionsBoundaryType = "Policy", .PermissionsBoundaryArn = arn};
}

api::UserDetail detail(const User& user, const IamStore& store) {
  return {.Path = user.path,
          .UserName = user.name,
          .UserId = user.id,
          .Arn = user.arn,
          .CreateDate = from_milliseconds(user.created),
          .UserPolicyList = inline_policies(user),
          .GroupList = user.groups,
          .AttachedManagedPolicies = attached(user, store),
          .PermissionsBoundary = boundary_of(user.boundary),
          .Tags = render(user.tags)};
}

api::GroupDetail detail(const Group& group, const IamStore& store) {
  return {.Path = group.path,
          .GroupName = group.name,
          .GroupId = group.id,
          .Arn = group.arn,
          .CreateDate = from_milliseconds(group.created),
          .GroupPolicyList = inline_policies(group),
          .AttachedManagedPolicies = attached(group, store)};
}

api::RoleDetail detail(const Role& role, const IamStore& store) {
  api::RoleDetail detail{.Path = role.path,
                         .RoleName = role.name,
                         .RoleId = role.id,
                         .Arn = role.arn,
                         .CreateDate = from_milliseconds(role.created),
                         .AssumeRolePolicyDocument = encoded(role.trust_policy)};
  for (const auto& [key, profile] : store.profiles()) {
    if (profile.role == role.name) detail.InstanceProfileList.push_back(profile_view(profile, store));
  }
  detail.RolePolicyList = inline_policies(role);
  detail.AttachedManagedPolicies = attached(role, store);
  detail.PermissionsBoundary = boundary_of(role.boundary);
  detail.Tags = render(role.tags);
  detail.RoleLastUsed = api::RoleLastUsed{};
  return detail;
}

api::ManagedPolicyDetail detail(const ManagedPolicy& policy, const IamStore& store) {
  api::ManagedPolicyDetail detail{.PolicyName = policy.name,
                                  .PolicyId = policy.id,
                                  .Arn = policy.arn,
                                  .Path = policy.path,
                                  .DefaultVersionId = policy.version,
                                  .AttachmentCount = store.attachments(policy.arn),
                                  .PermissionsBoundaryUsageCount = store.uses_as_boundary(policy.arn),
                                  .IsAttachable = true,
                                  .Description = policy.description,
                                  .CreateDate = from_milliseconds(policy.created),
                                  .UpdateDate = from_milliseconds(policy.updated)};
  for (const auto& version : store.versions(policy.arn)) {
    detail.PolicyVersionList.push_back(version_view(version, version.id == policy.version));
    detail.PolicyVersionList.back().Document = encoded(version.document);
  }
  return detail;
}

std::vector<Entity> entities_in(const IamStore& store, const std::vector<std::string>& filter) {
  const auto asked = [&](const char* kind) {
    return filter.empty() || std::ranges::find(filter, kind) != filter.end();
  };
  std::vector<Entity> entities;
  const auto add = [&](const char* kind, const auto& records) {
    if (!asked(kind)) return;
    for (const auto& [key, record] : records) entities.emplace_back(&record);
  };
  add("User", store.users().users());
  add("Group", store.users().groups());
  add("Role", store.roles());
  add("LocalManagedPolicy", store.policies());
  // Of AWS's own, those that are used.
  for (const auto& policy : aws_managed_policies()) {
    const bool used = store.attachments(policy.arn) + store.uses_as_boundary(policy.arn) > 0;
    if (used && asked("AWSManagedPolicy")) entities.emplace_back(&policy);
  }
  return entities;
}

}  // namespace

void DetailsService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::GetAccountAuthorizationDetails, this, &DetailsService::get);
}

api::GetAccountAuthorizationDetailsResponse DetailsService::get(
    const api::GetAccountAuthorizationDetailsRequest& request) {
  const auto page = page_of(entities_in(store_, request.Filter), key_of, request.Marker, request.MaxItems);
  api::GetAccountAuthorizationDetailsResponse response{.IsTruncated = page.next.has_value(), .Marker = page.next};
  for (const auto& entity : page.items) {
    if (const auto* user = std::get_if<const User*>(&entity)) response.UserDetailList.push_back(detail(**user, store_));
    if (const auto* group = std::get_if<const Group*>(&entity)) {
      response.GroupDetailList.push_back(detail(**group, store_));
    }
    if (const auto* role = std::get_if<const Role*>(&entity)) response.RoleDetailList.push_back(detail(**role, store_));
    if (const auto* policy = std::get_if<const ManagedPolicy*>(&entity)) {
      response.Policies.push_back(detail(**policy, store_));
    }
  }
  return response;
}

}  // namespace aws::region::iam
