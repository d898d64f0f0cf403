#include "region/iam/identities.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <vector>

#include "region/iam/errors.h"
#include "region/iam/managed/managed_policies.h"
#include "region/iam/policy/policy.h"

namespace aws::region::iam {
namespace {

constexpr std::string_view kAdministrator = "developer";
constexpr std::string_view kSecretAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::size_t kKeyLength = 20;
constexpr std::size_t kSecretLength = 40;
constexpr std::size_t kTokenLength = 320;  // AWS's are about as long; their length is not promised

constexpr int kKeysPerUser = 2;
constexpr auto kNotedEvery = std::chrono::minutes(1);

constexpr auto kSessionLifetime = std::chrono::hours(6);
constexpr auto kRenewedBeforeExpiry = std::chrono::hours(1);  // AWS promises five minutes at least
constexpr auto kRememberedAfterExpiry = std::chrono::hours(1);

RoleCredentials without_credentials(std::string code, std::string message) {
  return {.code = std::move(code), .message = std::move(message)};
}

}  // namespace

RoleCredentials cannot_assume(const Role& role) {
  auto refused =
      without_credentials("AssumeRoleUnauthorizedAccess",
                          fmt::format("EC2 cannot assume the role {}. Please see documentation at "
                                      "http://docs.aws.amazon.com/IAM/latest/UserGuide/RolesTroubleshooting.html.",
                                      role.name));
  refused.role = role.name;
  return refused;
}

Identities::Identities(Store& store, IamStore& entities, const Place& place, const Clock& clock, Random& random)
    : store_(store),
      entities_(entities),
      place_(place),
      clock_(clock),
      random_(random),
      keys_(store, "iam.access_key") {
  make_administrator();
}

void Identities::make_administrator() {
  store_.transaction([this] {
    if (!entities_.users().find_user(kAdministrator)) {
      User user;
      user.name = kAdministrator;
      user.attached = {std::string(kAdministratorAccess)};
      entities_.users().create_user(std::move(user));
    }
    const auto& user = entities_.users().user(kAdministrator);
    const auto keys = keys_of(user);
    const auto active = std::ranges::find(keys, false, &AccessKey::inactive);
    const auto& key = active != keys.end() ? **active : create_key(user);
    administrator_ = {{user.arn, user.id}, key.id, key.secret};
  });
}

const AccessKey& Identities::create_key(const User& user) {
  if (keys_of(user).size() >= kKeysPerUser) throw limit_exceeded("AccessKeysPerUser", kKeysPerUser);
  AccessKey key;
  key.id = iam_id(random_, "AKIA", kKeyLength);
  key.secret = new_secret();
  key.user = user.name;
  key.created = to_milliseconds(clock_.now());
  return keys_.put(key.id, key);
}

std::vector<const AccessKey*> Identities::keys_of(const User& user) const {
  std::vector<const AccessKey*> found;
  for (const auto& [id, key] : keys_.all()) {
    if (key.user == user.name && key.session_token.empty()) found.push_back(&key);
  }
  return found;
}

const AccessKey& Identities::key_of(const User& user, std::string_view id) const {
  const auto& key = long_term_key(id);
  if (key.user != user.name) throw no_such_access_key(id);
  return key;
}

const AccessKey& Identities::long_term_key(std::string_view id) const {
  const auto* key = keys_.find(id);
  if (key == nullptr || !key->session_token.empty()) throw no_such_access_key(id);
  return *key;
}

void Identities::move_user(const std::string& name, const std::optional<std::string>& new_name,
                           const std::optional<std::string>& new_path) {
  store_.transaction([&] {
    const auto before = entities_.users().user(name).name;
    const auto& moved = entities_.users().move_user(name, new_name, new_path);
    std::vector<AccessKey> keys;
    for (const auto& [id, key] : keys_.all()) {
      if (key.user == before) keys.push_back(key);
    }
    for (auto& key : keys) {
      key.user = moved.name;
      replace_key(key);
    }
  });
}

void Identities::note_use(std::string_view access_key_id, std::string_view service, std::string_view region) {
  const auto* known = keys_.find(access_key_id);
  if (known == nullptr || !known->session_token.empty()) return;
  const auto now = clock_.now();
  const bool recent = from_milliseconds(known->last_used) + kNotedEvery > now;
  if (recent && known->last_used_service == service && known->last_used_region == region) return;
  AccessKey key = *known;
  key.last_used = to_milliseconds(now);
  key.last_used_service = service;
  key.last_used_region = region;
  replace_key(key);
}

std::string Identities::new_secret() { return random_text(random_, kSecretAlphabet, kSecretLength); }

std::optional<Identity> Identities::find(std::string_view access_key_id) const {
  const auto* key = keys_.find(access_key_id);
  if (!key || key->inactive) return std::nullopt;
  if (!key->user.empty()) {
    const auto* user = entities_.users().find_user(key->user);
    if (!user) return std::nullopt;
    if (key->session_token.empty()) return Identity{key->secret, "", std::nullopt, {user->arn, user->id}};
    return Identity{
        key->secret, key->session_token, from_milliseconds(key->expires), {user->arn, user->id, /*temporary=*/true}};
  }
  const auto* role = entities_.find_role(key->role);
  if (!role || role->id != key->role_id) return std::nullopt;
  auto principal = session_of(*role, key->session_name);
  principal.terms = {.tags = key->tags,
                     .policies = key->policies,
                     .policy_arns = key->policy_arns,
                     .transitive = key->transitive,
                     .source_identity = key->source_identity};
  return Identity{key->secret, key->session_token, from_milliseconds(key->expires), std::move(principal)};
}

Principal Identities::session_of(const Role& role, std::string_view session_name) const {
  return {place_.global_arn("sts", fmt::format("assumed-role/{}/{}", role.name, session_name)),
          fmt::format("{}:{}", role.id, session_name), /*temporary=*/true};
}

Session Identities::assume(const Role& role, const std::string& session_name, const Principal& by, Duration lifetime,
                           SessionTerms terms) {
  for (const auto& document : terms.policies) Policy::of_identity(document);  // throws when it is none
  auto session = new_session(role, session_name, lifetime);
  session.assumed_by = by.arn;
  session.tags = std::move(terms.tags);
  session.policies = std::move(terms.policies);
  session.policy_arns = std::move(terms.policy_arns);
  session.transitive = std::move(terms.transitive);
  session.source_identity = std::move(terms.source_identity);
  const auto& key = keys_.put(session.id, session);
  return {session_of(role, session_name), key.id, key.secret, key.session_token, from_milliseconds(key.expires)};
}

Session Identities::session_of_user(const Principal& user, Duration lifetime) {
  const auto& users = entities_.users().users();
  const auto found =
      std::find_if(users.begin(), users.end(), [&](const auto& entry) { return entry.second.arn == user.arn; });
  assert(found != users.end() && "the caller is one");
  auto key = new_temporary_key(lifetime);
  key.user = found->second.name;
  keys_.put(key.id, key);
  return {{user.arn, user.user_id, /*temporary=*/true},
          key.id,
          key.secret,
          key.session_token,
          from_milliseconds(key.expires)};
}

RoleCredentials Identities::role_credentials(std::string_view profile_arn, const std::string& instance_id) {
  const auto* profile = entities_.find_profile(profile_arn);
  if (!profile) {
    return without_credentials("InstanceProfileNotFound",
                               fmt::format("Instance Profile {} cannot be found.", profile_arn));
  }
  const auto* role = profile->role ? entities_.find_role(*profile->role) : nullptr;
  if (!role) {
    return without_credentials("Success",
                               "Instance Profile does not contain a role. Please see documentation at "
                               "http://docs.aws.amazon.com/IAM/latest/UserGuide/RolesTroubleshooting.html.");
  }
  const Context context = {{"aws:SourceAccount", {place_.account}},
                           {"aws:SourceArn", {place_.arn("ec2", "instance/" + instance_id)}}};
  if (!Policy::of_trust(role->trust_policy).trusts({"Service", {"ec2.amazonaws.com"}}, "sts:AssumeRole", context)) {
    return cannot_assume(*role);
  }
  const auto* session = current_session(*role, instance_id);
  if (!session) {
    auto issued = new_session(*role, instance_id, kSessionLifetime);
    session = &keys_.put(issued.id, issued);
  }
  return {"Success",
          "",
          role->name,
          session->id,
          session->secret,
          session->session_token,
          from_milliseconds(session->created),
          from_milliseconds(session->expires)};
}

const AccessKey* Identities::current_session(const Role& role, std::string_view instance_id) const {
  const auto renewed_until = to_milliseconds(clock_.now() + kRenewedBeforeExpiry);
  for (const auto& [id, key] : keys_.all()) {
    const bool is_the_instances = key.session_name == instance_id && key.assumed_by.empty();
    if (key.role_id == role.id && is_the_instances && key.expires > renewed_until) return &key;
  }
  return nullptr;
}

AccessKey Identities::new_session(const Role& role, const std::string& name, Duration lifetime) {
  auto key = new_temporary_key(lifetime);
  key.role_id = role.id;
  key.role = role.name;
  key.session_name = name;
  return key;
}

AccessKey Identities::new_temporary_key(Duration lifetime) {
  purge();
  AccessKey key;
  key.id = iam_id(random_, "ASIA", kKeyLength);
  key.secret = new_secret();
  key.session_token = random_text(random_, kSecretAlphabet, kTokenLength);
  key.created = to_milliseconds(clock_.now());
  key.expires = to_milliseconds(clock_.now() + std::chrono::duration_cast<Timestamp::duration>(lifetime));
  return key;
}

void Identities::purge() {
  const auto forgotten = to_milliseconds(clock_.now() - kRememberedAfterExpiry);
  std::vector<std::string> stale;
  for (const auto& [id, key] : keys_.all()) {
    if (!key.session_token.empty() && (key.expires < forgotten || !find(id))) stale.push_back(id);
  }
  for (const auto& id : stale) keys_.erase(id);
}

}  // namespace aws::region::iam
