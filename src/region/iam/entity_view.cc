#include "region/iam/entity_view.h"

#include "region/iam/tags.h"
#include "wire/http/http.h"

namespace aws::region::iam {

namespace api = aws::iam;

std::string encoded(std::string_view document) { return http::percent_encode(document); }

api::Role role_view(const Role& role) {
  return {.Path = role.path,
          .RoleName = role.name,
          .RoleId = role.id,
          .Arn = role.arn,
          .CreateDate = from_milliseconds(role.created),
          .AssumeRolePolicyDocument = encoded(role.trust_policy),
          .Description = role.description,
          .Tags = render(role.tags)};
}

api::Policy policy_view(const ManagedPolicy& policy, const IamStore& store) {
  return {.PolicyName = policy.name,
          .PolicyId = policy.id,
          .Arn = policy.arn,
          .Path = policy.path,
          .DefaultVersionId = policy.version,
          .AttachmentCount = store.attachments(policy.arn),
          .PermissionsBoundaryUsageCount = store.uses_as_boundary(policy.arn),
          .IsAttachable = true,
          .CreateDate = from_milliseconds(policy.created),
          .UpdateDate = from_milliseconds(policy.updated),
          .Tags = render(policy.tags)};
}

api::InstanceProfile profile_view(const InstanceProfile& profile, const IamStore& store) {
  api::InstanceProfile view{.Path = profile.path,
                            .InstanceProfileName = profile.name,
                            .InstanceProfileId = profile.id,
                            .Arn = profile.arn,
                            .CreateDate = from_milliseconds(profile.created),
                            .Tags = render(profile.tags)};
  if (profile.role) view.Roles.push_back(role_view(store.role(*profile.role)));
  return view;
}

api::PolicyVersion version_view(const PolicyVersion& version, bool is_default) {
  return {.VersionId = version.id, .IsDefaultVersion = is_default, .CreateDate = from_milliseconds(version.created)};
}

}  // namespace aws::region::iam
