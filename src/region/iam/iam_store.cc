#include "region/iam/iam_store.h"

#include <algorithm>

#include "region/iam/errors.h"
#include "region/iam/held_policies.h"
#include "region/iam/managed/managed_policies.h"
#include "region/iam/policy/context.h"
#include "region/iam/policy/policy.h"
#include "region/iam/tags.h"

namespace aws::region::iam {
namespace {

constexpr int kVersions = 5;
constexpr int kManagedPolicySize = 6144;  // characters, blanks not counted
constexpr int kInlinePoliciesSize = 10240;

// The last part of an ARN's path: arn:aws:iam::123456789012:role/team/web -> web
std::string_view name_in(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

void check_managed(std::string_view document) {
  Policy::of_identity(document);  // throws when it is not one
  if (size_of_document(document) > kManagedPolicySize) throw limit_exceeded("PolicySize", kManagedPolicySize);
}

PolicyVersion default_of(const ManagedPolicy& policy) {
  const bool first = policy.version_created == 0;
  return {
      .id = policy.version, .document = policy.document, .created = first ? policy.created : policy.version_created};
}

void make_default(ManagedPolicy& policy, PolicyVersion version) {
  policy.version = std::move(version.id);
  policy.document = std::move(version.document);
  policy.version_created = version.created;
}

// v12 is 12.
int number_of(const PolicyVersion& version) { return std::stoi(version.id.substr(1)); }

auto find_version(ManagedPolicy& policy, std::string_view id) {
  return std::find_if(policy.other_versions.begin(), policy.other_versions.end(),
                      [&](const PolicyVersion& version) { return version.id == id; });
}

}  // namespace

IamStore::IamStore(Store& store, const Place& place, const Clock& clock, Random& random)
    : place_(place),
      clock_(clock),
      random_(random),
      policies_(store, "iam.policy"),
      roles_(store, "iam.role"),
      profiles_(store, "iam.instance_profile"),
      users_(store, place, clock, random),
      certificates_(store, place, clock, random) {}

template <class Record>
void IamStore::complete(Record& record, std::string_view id_prefix, std::string_view arn_type) {
  record.id = iam_id(random_, id_prefix);
  record.arn = place_.global_arn("iam", std::string(arn_type) + record.path + record.name);
  record.created = to_milliseconds(clock_.now());
}

const ManagedPolicy& IamStore::create_policy(ManagedPolicy policy) {
  check_managed(policy.document);
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
  const auto& found = own_policy(arn);
  if (!found.other_versions.empty()) throw policy_has_versions();
  if (attachments(arn) + uses_as_boundary(arn) > 0) throw policy_in_use();
  policies_.erase(lower_case(found.name));
}

const ManagedPolicy& IamStore::own_policy(std::string_view arn) const {
  if (is_aws_managed(arn)) throw foreign_policy();
  return policy(arn);
}

PolicyVersion IamStore::add_version(std::string_view arn, std::string document, bool as_default) {
  auto changed = own_policy(arn);
  check_managed(document);
  if (changed.other_versions.size() + 1 >= kVersions) throw too_many_versions(kVersions);
  const auto now = to_milliseconds(clock_.now());
  PolicyVersion made{
      .id = "v" + std::to_string(++changed.last_version), .document = std::move(document), .created = now};
  changed.updated = now;
  if (as_default) {
    changed.other_versions.push_back(default_of(changed));
    make_default(changed, made);
  } else {
    changed.other_versions.push_back(made);
  }
  policies_.put(lower_case(changed.name), changed);
  return made;
}

std::vector<PolicyVersion> IamStore::versions(std::string_view arn) const {
  const auto& found = policy(arn);
  auto all = found.other_versions;
  all.push_back(default_of(found));
  std::sort(all.begin(), all.end(),
            [](const auto& one, const auto& other) { return number_of(one) > number_of(other); });
  return all;
}

PolicyVersion IamStore::version(std::string_view arn, std::string_view id) const {
  for (auto& each : versions(arn)) {
    if (each.id == id) return each;
  }
  throw no_such_policy_version(arn, id);
}

void IamStore::delete_version(std::string_view arn, std::string_view id) {
  auto changed = own_policy(arn);
  if (id == changed.version) throw default_version();
  const auto found = find_version(changed, id);
  if (found == changed.other_versions.end()) throw no_such_policy_version(arn, id);
  changed.other_versions.erase(found);
  policies_.put(lower_case(changed.name), changed);
}

void IamStore::set_default_version(std::string_view arn, std::string_view id) {
  auto changed = own_policy(arn);
  if (id == changed.version) return;
  const auto found = find_version(changed, id);
  if (found == changed.other_versions.end()) throw no_such_policy_version(arn, id);
  std::swap(*found, changed.other_versions.back());
  auto chosen = std::move(changed.other_versions.back());
  changed.other_versions.back() = default_of(changed);
  make_default(changed, std::move(chosen));
  changed.updated = to_milliseconds(clock_.now());
  policies_.put(lower_case(changed.name), changed);
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
  check_holds_nothing(found);
  roles_.erase(lower_case(name));
}

void IamStore::attach(std::string_view name, const std::string& policy_arn) {
  auto changed = role(name);
  attach_policy(changed, "PoliciesPerRole", attachable(policy_arn));
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::detach(std::string_view name, std::string_view policy_arn) {
  auto changed = role(name);
  detach_policy(changed, policy_arn);
  roles_.put(lower_case(name), std::move(changed));
}

const std::string& IamStore::attachable(const std::string& policy_arn) const {
  if (!is_policy_arn(policy_arn)) throw invalid_arn();
  if (!find_policy(policy_arn)) throw no_such_policy_to_attach(policy_arn);
  return policy_arn;
}

void IamStore::set_boundary(std::string_view name, const std::optional<std::string>& policy_arn) {
  auto changed = role(name);
  if (policy_arn) attachable(*policy_arn);
  changed.boundary = policy_arn;
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::update_role(std::string_view name, std::optional<std::string> description,
                           std::optional<int> max_session_seconds) {
  auto changed = role(name);
  if (description) changed.description = std::move(description);
  if (max_session_seconds) changed.max_session_seconds = *max_session_seconds;
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::set_trust_policy(std::string_view name, std::string document) {
  auto changed = role(name);
  Policy::of_trust(document);  // throws when it is not one
  changed.trust_policy = std::move(document);
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::put_inline_policy(std::string_view role_name, const std::string& name, std::string document) {
  auto changed = role(role_name);
  put_policy("role", changed, name, std::move(document), kInlinePoliciesSize);
  roles_.put(lower_case(role_name), std::move(changed));
}

const std::string& IamStore::inline_policy(std::string_view role_name, std::string_view name) const {
  return policy_named("role", role(role_name), name);
}

void IamStore::delete_inline_policy(std::string_view role_name, std::string_view name) {
  auto changed = role(role_name);
  delete_policy_named("role", changed, name);
  roles_.put(lower_case(role_name), std::move(changed));
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

void IamStore::tag_policy(std::string_view arn, const std::vector<Tag>& tags) {
  auto changed = own_policy(arn);
  add_tags(changed.tags, tags);
  policies_.put(lower_case(changed.name), changed);
}

void IamStore::tag_role(std::string_view name, const std::vector<Tag>& tags) {
  auto changed = role(name);
  add_tags(changed.tags, tags);
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::tag_profile(std::string_view name, const std::vector<Tag>& tags) {
  auto changed = profile(name);
  add_tags(changed.tags, tags);
  profiles_.put(lower_case(name), std::move(changed));
}

void IamStore::untag_policy(std::string_view arn, const std::vector<std::string>& keys) {
  auto changed = own_policy(arn);
  remove_tags(changed.tags, keys);
  policies_.put(lower_case(changed.name), changed);
}

void IamStore::untag_role(std::string_view name, const std::vector<std::string>& keys) {
  auto changed = role(name);
  remove_tags(changed.tags, keys);
  roles_.put(lower_case(name), std::move(changed));
}

void IamStore::untag_profile(std::string_view name, const std::vector<std::string>& keys) {
  auto changed = profile(name);
  remove_tags(changed.tags, keys);
  profiles_.put(lower_case(name), std::move(changed));
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

int IamStore::attachments(std::string_view policy_arn) const {
  const auto has_it = [&](const auto& entry) {
    const auto& attached = entry.second.attached;
    return std::find(attached.begin(), attached.end(), policy_arn) != attached.end();
  };
  return static_cast<int>(std::ranges::count_if(roles_.all(), has_it) + std::ranges::count_if(users_.users(), has_it) +
                          std::ranges::count_if(users_.groups(), has_it));
}

int IamStore::uses_as_boundary(std::string_view policy_arn) const {
  const auto has_it = [&](const auto& entry) { return entry.second.boundary == policy_arn; };
  return static_cast<int>(std::ranges::count_if(roles_.all(), has_it) + std::ranges::count_if(users_.users(), has_it));
}

}  // namespace aws::region::iam
