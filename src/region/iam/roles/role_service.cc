#include "region/iam/roles/role_service.h"

#include "region/iam/entity_view.h"
#include "region/iam/page.h"
#include "region/iam/policy/context.h"
#include "region/iam/tags.h"

namespace aws::region::iam {

namespace api = aws::iam;

void RoleService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateRole, this, &RoleService::create);
  handlers.on(api::operations::GetRole, this, &RoleService::get);
  handlers.on(api::operations::ListRoles, this, &RoleService::list);
  handlers.on(api::operations::UpdateRole, this, &RoleService::update);
  handlers.on(api::operations::UpdateAssumeRolePolicy, this, &RoleService::update_trust);
  handlers.on(api::operations::DeleteRole, this, &RoleService::remove);
  handlers.on(api::operations::TagRole, this, &RoleService::tag);
  handlers.on(api::operations::UntagRole, this, &RoleService::untag);
  handlers.on(api::operations::ListRoleTags, this, &RoleService::list_tags);
}

api::CreateRoleResponse RoleService::create(const api::CreateRoleRequest& request) {
  Role role;
  role.name = request.RoleName.value_or("");
  role.path = request.Path.value_or("/");
  role.trust_policy = request.AssumeRolePolicyDocument.value_or("");
  role.description = request.Description;
  role.max_session_seconds = request.MaxSessionDuration.value_or(role.max_session_seconds);
  role.boundary = request.PermissionsBoundary;
  role.tags = tags_of(request.Tags);
  return {.Role = role_view(store_.create_role(std::move(role)))};
}

api::GetRoleResponse RoleService::get(const api::GetRoleRequest& request) {
  const auto& role = store_.role(request.RoleName.value_or(""));
  auto view = role_view(role);
  view.MaxSessionDuration = role.max_session_seconds;
  view.RoleLastUsed = api::RoleLastUsed{};
  if (role.boundary) {
    view.PermissionsBoundary = {.PermissionsBoundaryType = "Policy", .PermissionsBoundaryArn = role.boundary};
  }
  return {.Role = std::move(view)};
}

api::ListRolesResponse RoleService::list(const api::ListRolesRequest& request) {
  std::vector<api::Role> found;
  for (const auto& [key, role] : store_.roles()) {
    if (!role.path.starts_with(request.PathPrefix.value_or("/"))) continue;
    found.push_back(role_view(role));
    found.back().MaxSessionDuration = role.max_session_seconds;
    found.back().Tags.clear();
  }
  auto page = page_of(
      std::move(found), [](const api::Role& role) { return lower_case(*role.RoleName); }, request.Marker,
      request.MaxItems);
  return {.Roles = std::move(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

api::UpdateRoleResponse RoleService::update(const api::UpdateRoleRequest& request) {
  store_.update_role(request.RoleName.value_or(""), request.Description, request.MaxSessionDuration);
  return {};
}

api::UpdateAssumeRolePolicyResponse RoleService::update_trust(const api::UpdateAssumeRolePolicyRequest& request) {
  store_.set_trust_policy(request.RoleName.value_or(""), request.PolicyDocument.value_or(""));
  return {};
}

api::DeleteRoleResponse RoleService::remove(const api::DeleteRoleRequest& request) {
  store_.delete_role(request.RoleName.value_or(""));
  return {};
}

api::TagRoleResponse RoleService::tag(const api::TagRoleRequest& request) {
  store_.tag_role(request.RoleName.value_or(""), tags_of(request.Tags));
  return {};
}

api::UntagRoleResponse RoleService::untag(const api::UntagRoleRequest& request) {
  store_.untag_role(request.RoleName.value_or(""), request.TagKeys);
  return {};
}

api::ListRoleTagsResponse RoleService::list_tags(const api::ListRoleTagsRequest& request) {
  auto page = page_of(
      store_.role(request.RoleName.value_or("")).tags, [](const Tag& tag) { return lower_case(tag.key); },
      request.Marker, request.MaxItems);
  return {.Tags = render(page.items), .IsTruncated = page.next.has_value(), .Marker = page.next};
}

}  // namespace aws::region::iam
