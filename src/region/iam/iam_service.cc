#include "region/iam/iam_service.h"

#include <algorithm>
#include <set>

#include "region/iam/context.h"
#include "region/iam/errors.h"
#include "wire/http.h"

namespace aws::region::iam {
namespace {

constexpr int kDefaultPage = 100;

// The model says that there are fifty at most.
std::vector<Tag> tags_of(const std::vector<api::Tag>& tags) {
  std::vector<Tag> read;
  std::set<std::string> keys;
  for (const auto& tag : tags) {
    read.push_back({tag.Key.value_or(""), tag.Value.value_or("")});
    const auto key = lower_case(read.back().key);
    if (key.starts_with("aws:")) {
      throw invalid_input("aws: prefixed tag key names are not allowed for external use.");
    }
    if (keys.insert(key).second) continue;
    throw invalid_input("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
  }
  return read;
}

std::vector<api::Tag> render(const std::vector<Tag>& tags) {
  std::vector<api::Tag> rendered;
  for (const auto& tag : tags) rendered.push_back({.Key = tag.key, .Value = tag.value});
  return rendered;
}

// As replies of creation and within a profile have it; GetRole says more. Documents travel percent-encoded.
api::Role render(const Role& role) {
  return {.Path = role.path,
          .RoleName = role.name,
          .RoleId = role.id,
          .Arn = role.arn,
          .CreateDate = from_milliseconds(role.created),
          .AssumeRolePolicyDocument = http::percent_encode(role.trust_policy),
          .Description = role.description,
          .Tags = render(role.tags)};
}

// Where a policy is in the paths of its kind: arn:aws:iam::123456789012:policy/team/x -> /team/
std::string_view path_in(std::string_view arn) {
  const auto start = arn.find('/');
  return arn.substr(start, arn.rfind('/') + 1 - start);
}

}  // namespace

api::Policy IamService::render(const ManagedPolicy& policy) const {
  return {.PolicyName = policy.name,
          .PolicyId = policy.id,
          .Arn = policy.arn,
          .Path = policy.path,
          .DefaultVersionId = policy.version,
          .AttachmentCount = store_.attachments(policy.arn),
          .PermissionsBoundaryUsageCount = store_.uses_as_boundary(policy.arn),
          .IsAttachable = true,
          .CreateDate = from_milliseconds(policy.created),
          .UpdateDate = from_milliseconds(policy.updated),
          .Tags = iam::render(policy.tags)};
}

api::InstanceProfile IamService::render(const InstanceProfile& profile) const {
  api::InstanceProfile rendered{.Path = profile.path,
                                .InstanceProfileName = profile.name,
                                .InstanceProfileId = profile.id,
                                .Arn = profile.arn,
                                .CreateDate = from_milliseconds(profile.created),
                                .Tags = iam::render(profile.tags)};
  if (profile.role) rendered.Roles.push_back(iam::render(store_.role(*profile.role)));
  return rendered;
}

void IamService::serve(contract::Handlers& handlers) {
  namespace operations = aws::iam::operations;
  handlers.on(operations::CreatePolicy, this, &IamService::CreatePolicy);
  handlers.on(operations::DeletePolicy, this, &IamService::DeletePolicy);
  handlers.on(operations::GetPolicy, this, &IamService::GetPolicy);
  handlers.on(operations::CreateRole, this, &IamService::CreateRole);
  handlers.on(operations::GetRole, this, &IamService::GetRole);
  handlers.on(operations::DeleteRole, this, &IamService::DeleteRole);
  handlers.on(operations::AttachRolePolicy, this, &IamService::AttachRolePolicy);
  handlers.on(operations::DetachRolePolicy, this, &IamService::DetachRolePolicy);
  handlers.on(operations::ListAttachedRolePolicies, this, &IamService::ListAttachedRolePolicies);
  handlers.on(operations::CreateInstanceProfile, this, &IamService::CreateInstanceProfile);
  handlers.on(operations::GetInstanceProfile, this, &IamService::GetInstanceProfile);
  handlers.on(operations::DeleteInstanceProfile, this, &IamService::DeleteInstanceProfile);
  handlers.on(operations::AddRoleToInstanceProfile, this, &IamService::AddRoleToInstanceProfile);
  handlers.on(operations::RemoveRoleFromInstanceProfile, this, &IamService::RemoveRoleFromInstanceProfile);
}

api::CreatePolicyResponse IamService::CreatePolicy(const api::CreatePolicyRequest& request) {
  ManagedPolicy policy;
  policy.name = request.PolicyName.value_or("");
  policy.path = request.Path.value_or("/");
  policy.document = request.PolicyDocument.value_or("");
  policy.description = request.Description;
  policy.tags = tags_of(request.Tags);
  return {.Policy = render(store_.create_policy(std::move(policy)))};
}

api::DeletePolicyResponse IamService::DeletePolicy(const api::DeletePolicyRequest& request) {
  store_.delete_policy(request.PolicyArn.value_or(""));
  return {};
}

api::GetPolicyResponse IamService::GetPolicy(const api::GetPolicyRequest& request) {
  const auto& policy = store_.policy(request.PolicyArn.value_or(""));
  auto rendered = render(policy);
  rendered.Description = policy.description;  // only here
  return {.Policy = std::move(rendered)};
}

api::CreateRoleResponse IamService::CreateRole(const api::CreateRoleRequest& request) {
  Role role;
  role.name = request.RoleName.value_or("");
  role.path = request.Path.value_or("/");
  role.trust_policy = request.AssumeRolePolicyDocument.value_or("");
  role.description = request.Description;
  role.max_session_seconds = request.MaxSessionDuration.value_or(role.max_session_seconds);
  role.boundary = request.PermissionsBoundary;
  role.tags = tags_of(request.Tags);
  return {.Role = iam::render(store_.create_role(std::move(role)))};
}

api::GetRoleResponse IamService::GetRole(const api::GetRoleRequest& request) {
  const auto& role = store_.role(request.RoleName.value_or(""));
  auto rendered = iam::render(role);
  rendered.MaxSessionDuration = role.max_session_seconds;
  rendered.RoleLastUsed = api::RoleLastUsed{};
  if (role.boundary) {
    rendered.PermissionsBoundary = {.PermissionsBoundaryType = "Policy", .PermissionsBoundaryArn = role.boundary};
  }
  return {.Role = std::move(rendered)};
}

api::DeleteRoleResponse IamService::DeleteRole(const api::DeleteRoleRequest& request) {
  store_.delete_role(request.RoleName.value_or(""));
  return {};
}

api::AttachRolePolicyResponse IamService::AttachRolePolicy(const api::AttachRolePolicyRequest& request) {
  store_.attach(request.RoleName.value_or(""), request.PolicyArn.value_or(""));
  return {};
}

api::DetachRolePolicyResponse IamService::DetachRolePolicy(const api::DetachRolePolicyRequest& request) {
  store_.detach(request.RoleName.value_or(""), request.PolicyArn.value_or(""));
  return {};
}

// In order of ARN, so that a marker (the last ARN of the page before) keeps its place whatever changes meanwhile.
api::ListAttachedRolePoliciesResponse IamService::ListAttachedRolePolicies(
    const api::ListAttachedRolePoliciesRequest& request) {
  auto arns = store_.role(request.RoleName.value_or("")).attached;
  std::sort(arns.begin(), arns.end());
  const auto prefix = request.PathPrefix.value_or("/");
  const auto page = static_cast<std::size_t>(std::max(1, request.MaxItems.value_or(kDefaultPage)));
  api::ListAttachedRolePoliciesResponse response{.IsTruncated = false};
  for (const auto& arn : arns) {
    if (arn <= request.Marker.value_or("") || !path_in(arn).starts_with(prefix)) continue;
    if (response.AttachedPolicies.size() == page) {
      response.IsTruncated = true;
      response.Marker = response.AttachedPolicies.back().PolicyArn;
      break;
    }
    response.AttachedPolicies.push_back({.PolicyName = store_.policy(arn).name, .PolicyArn = arn});
  }
  return response;
}

api::CreateInstanceProfileResponse IamService::CreateInstanceProfile(const api::CreateInstanceProfileRequest& request) {
  InstanceProfile profile;
  profile.name = request.InstanceProfileName.value_or("");
  profile.path = request.Path.value_or("/");
  profile.tags = tags_of(request.Tags);
  return {.InstanceProfile = render(store_.create_profile(std::move(profile)))};
}

api::GetInstanceProfileResponse IamService::GetInstanceProfile(const api::GetInstanceProfileRequest& request) {
  return {.InstanceProfile = render(store_.profile(request.InstanceProfileName.value_or("")))};
}

api::DeleteInstanceProfileResponse IamService::DeleteInstanceProfile(const api::DeleteInstanceProfileRequest& request) {
  store_.delete_profile(request.InstanceProfileName.value_or(""));
  return {};
}

api::AddRoleToInstanceProfileResponse IamService::AddRoleToInstanceProfile(
    const api::AddRoleToInstanceProfileRequest& request) {
  store_.add_role(request.InstanceProfileName.value_or(""), request.RoleName.value_or(""));
  return {};
}

api::RemoveRoleFromInstanceProfileResponse IamService::RemoveRoleFromInstanceProfile(
    const api::RemoveRoleFromInstanceProfileRequest& request) {
  store_.remove_role(request.InstanceProfileName.value_or(""), request.RoleName.value_or(""));
  return {};
}

}  // namespace aws::region::iam
