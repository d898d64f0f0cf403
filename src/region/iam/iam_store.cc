#include "region/iam/iam_store.h"

#include <algorithm>

#include "region/iam/context.h"
#include "region/iam/errors.h"
#include "region/iam/managed_policies.h"
#include "region/iam/policy.h"

namespace aws::region::iam {
namespace {

constexpr int kPoliciesPerRole = 10;

// The last part of an ARN's path: arn:aws:iam::123456789012:role/team/web -> web
std::string_view name_in(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

// arn:aws:iam::123456789012:policy/x: six fields, and something in the last.
bool is_policy_arn(std::string_view arn) {
  if (!arn.starts_with("arn:") || std::count(arn.begin(), arn.end(), ':') != 5) return false;
  const auto resource = arn.substr(arn.rfind(':') + 1);
  return resource.starts_with("policy/") && !name_in(resource).empty();
}

}  // namespace

IamStore::IamStore(Store& store, const Place& place, const Clock& clock, Random& random)
    : place_(place),
      clock_(clock),
      random_(random),
      policies_(store, "iam.policy"),
      roles_(store, "iam.role"),
      profiles_(store, "iam.instance_profile"),
      users_(store, "iam.user") {}

template <class Record>
void IamStore::complete(Record& record, std::string_view id_prefix, std::string_view arn_type) {
  record.id = iam_id(random_, id_prefix);
  record.arn = place_.global_arn("iam", std::string(arn_type) + record.path + record.name);
  record.created = to_milliseconds(clock_.now());
}

const ManagedPolicy& IamStore::create_policy(ManagedPolicy policy) {
  Policy::of_identity(policy.document);  // throws when it is not one
  const auto key = lower_case(policy.name);
  if (policies_.contains(key)) throw policy_exists(policy.name);
  complete(policy, "ANPA", "policy");
  policy.updated = policy.created;
  return policies_.put(key, std::move(policy));
}

const ManagedPolicy& IamStore::policy(std::string_view arn) const {
  if (!is_policy_arn(arn)) throw invalid_arn();
  const auto* found = find_policy(arn);
  if (!found) throw no_such_policy(arn);
  return *found;
}

void IamStore::delete_policy(std::string_view arn) {
  if (is_aws_managed(arn)) throw foreign_policy();
  const auto& found = policy(arn);
  if (attachments(arn) + uses_as_boundary(arn) > 0) throw policy_in_use();
  policies_.erase(lower_case(found.name));
}

const Role& IamStore::create_role(Role role) {
  Policy::of_trust(role.trust_policy);  // throws when it is not one
  const auto key = lower_case(role.name);
  if (roles_.contains(key)) throw role_exists(role.name);
  if (role.boundary && !find_policy(*role.boundary)) throw no_such_policy_to_attach(*role.boundary);
  complete(role, "AROA", "role");
  return roles_.put(key, std::move(role));
}

const Role& IamStore::role(std::string_view name) const {
  const auto* found = find_role(name);
  if (!found) throw no_such_role(name);
  return *found;
}

void IamStore::delete_role(std::string_view name) {
  const auto& found = role(name);
  const auto has_it = [&](const auto& entry) { return entry.second.role == found.name; };
  if (std::any_of(profiles_.all().begin(), profiles_.all().end(), has_it)) throw role_in_instance_profile();
  if (!found.attached.empty()) throw role_has_policies();
  roles_.erase(lower_case(name));
}

void IamStore::attach(std::string_view name, const std::string& policy_arn) {
  auto changed = role(name);
  if (!is_policy_arn(policy_arn)) throw invalid_arn();
  if (!find_policy(policy_arn)) throw no_such_policy_to_attach(policy_arn);
  auto& attached = changed.attached;
  if (std::find(attached.begin(), attached.end(), policy_arn) != attached.end()) return;
  if (attached.size() >= kPoliciesPerRole) throw limit_exceeded("PoliciesPerRole", kPoliciesPerRole);
  attached.push_back(policy_arn);
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::detach(std::string_view name, std::string_view policy_arn) {
  auto changed = role(name);
  if (!is_policy_arn(policy_arn)) throw invalid_arn();
  if (std::erase(changed.attached, policy_arn) == 0) throw no_such_policy(policy_arn);
  roles_.put(lower_case(name), std::move(changed));
}

const InstanceProfile& IamStore::create_profile(InstanceProfile profile) {
  const auto key = lower_case(profile.name);
  if (profiles_.contains(key)) throw instance_profile_exists(profile.name);
  complete(profile, "AIPA", "instance-profile");
  return profiles_.put(key, std::move(profile));
}

const InstanceProfile& IamStore::profile(std::string_view name) const {
  const auto* found = profiles_.find(lower_case(name));
  if (!found) throw no_such_instance_profile(name);
  return *found;
}

void IamStore::delete_profile(std::string_view name) {
  if (profile(name).role) throw role_in_instance_profile();
  profiles_.erase(lower_case(name));
}

void IamStore::add_role(std::string_view profile_name, std::string_view role_name) {
  auto changed = profile(profile_name);
  const auto& added = role(role_name);
  if (changed.role) throw limit_exceeded("InstanceSessionsPerInstanceProfile", 1);
  changed.role = added.name;
  profiles_.put(lower_case(profile_name), std::move(changed));
}

void IamStore::remove_role(std::string_view profile_name, std::string_view role_name) {
  auto changed = profile(profile_name);
  const auto& removed = role(role_name);
  if (changed.role != removed.name) throw no_such_role(role_name);
  changed.role.reset();
  profiles_.put(lower_case(profile_name), std::move(changed));
}

const User& IamStore::create_user(User user) {
  const auto key = lower_case(user.name);
  complete(user, "AIDA", "user");
  return users_.put(key, std::move(user));
}

const ManagedPolicy* IamStore::find_policy(std::string_view arn) const {
  if (is_aws_managed(arn)) return find_aws_managed_policy(arn);
  const auto* found = policies_.find(lower_case(name_in(arn)));
  return found && found->arn == arn ? found : nullptr;
}

const Role* IamStore::find_role(std::string_view name) const { return roles_.find(lower_case(name)); }

const Role* IamStore::find_role_by_arn(std::string_view arn) const {
  const auto* found = find_role(name_in(arn));
  return found && found->arn == arn ? found : nullptr;
}

const InstanceProfile* IamStore::find_profile(std::string_view name_or_arn) const {
  const auto* found = profiles_.find(lower_case(name_in(name_or_arn)));
  return found && (!name_or_arn.starts_with("arn:") || found->arn == name_or_arn) ? found : nullptr;
}

const User* IamStore::find_user(std::string_view name) const { return users_.find(lower_case(name)); }

int IamStore::attachments(std::string_view policy_arn) const {
  const auto has_it = [&](const auto& entry) {
    const auto& attached = entry.second.attached;
    return std::find(attached.begin(), attached.end(), policy_arn) != attached.end();
  };
  return static_cast<int>(std::count_if(roles_.all().begin(), roles_.all().end(), has_it) +
                          std::count_if(users_.all().begin(), users_.all().end(), has_it));
}

int IamStore::uses_as_boundary(std::string_view policy_arn) const {
  return static_cast<int>(std::count_if(roles_.all().begin(), roles_.all().end(),
                                        [&](const auto& entry) { return entry.second.boundary == policy_arn; }));
}

}  // namespace aws::region::iam
