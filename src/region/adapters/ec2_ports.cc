#include "region/adapters/ec2_ports.h"

#include <algorithm>

#include "region/ssm/public_parameters.h"

namespace aws::region {

std::optional<ec2::InstanceProfile> Ec2InstanceProfiles::find(std::string_view name_or_arn) const {
  const iam::InstanceProfile* profile = entities_.find_profile(name_or_arn);
  if (profile == nullptr || clock_.now() - from_milliseconds(profile->created) < known_after_) return std::nullopt;
  const iam::Role* role = profile->role ? entities_.find_role(*profile->role) : nullptr;
  return ec2::InstanceProfile{
      .name = profile->name, .arn = profile->arn, .id = profile->id, .role_arn = role ? role->arn : ""};
}

ec2::RoleCredentials Ec2InstanceProfiles::credentials(const std::string& profile_arn, const std::string& instance_id) {
  const iam::RoleCredentials issued = roles_.credentials(profile_arn, instance_id);
  return {.code = issued.code,
          .message = issued.message,
          .role = issued.role,
          .access_key_id = issued.access_key_id,
          .secret_access_key = issued.secret_access_key,
          .token = issued.session_token,
          .last_updated = issued.issued,
          .expiration = issued.expires};
}

bool Ec2Images::exists(std::string_view image_id) {
  return std::find(ssm::kImageIds.begin(), ssm::kImageIds.end(), image_id) != ssm::kImageIds.end();
}

}  // namespace aws::region
