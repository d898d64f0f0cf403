#include "region/adapters/instance_roles.h"

namespace aws::region {

iam::RoleCredentials InstanceRoles::credentials(const std::string& profile_arn, const std::string& instance_id) {
  const iam::InstanceProfile* profile = entities_.find_profile(profile_arn);
  const iam::Role* role = profile != nullptr && profile->role ? entities_.find_role(*profile->role) : nullptr;
  const bool unknown = role != nullptr && clock_.now() - from_milliseconds(role->created) < faults_.delays().role;
  return unknown ? iam::cannot_assume(*role) : identities_.role_credentials(profile_arn, instance_id);
}

}  // namespace aws::region
