#include "region/adapters/sts_ports.h"

#include <cassert>

namespace aws::region {

// The role, or nullptr when there is none or its trust policy does not let the caller do that.
const iam::Role* StsRoles::trusting(std::string_view role_arn, const Principal& caller, std::string_view action,
                                    const contract::Circumstances& circumstances) const {
  const auto* role = entities_.find_role_by_arn(role_arn);
  if (!role) return nullptr;
  iam::Context request;
  for (const auto& [key, values] : circumstances) request[key] = values;
  return permissions_.trusted(caller, *role, action, std::move(request)) ? role : nullptr;
}

std::optional<std::chrono::seconds> StsRoles::max_session(std::string_view role_arn, const Principal& caller,
                                                          const contract::Circumstances& circumstances) const {
  const auto* role = trusting(role_arn, caller, "sts:AssumeRole", circumstances);
  return role ? std::optional(std::chrono::seconds(role->max_session_seconds)) : std::nullopt;
}

bool StsRoles::trusts(std::string_view role_arn, const Principal& caller, std::string_view action,
                      const contract::Circumstances& circumstances) const {
  return trusting(role_arn, caller, action, circumstances) != nullptr;
}

namespace {

sts::Session started(iam::Session session) {
  return {.principal = std::move(session.principal),
          .access_key_id = std::move(session.access_key_id),
          .secret_access_key = std::move(session.secret_access_key),
          .session_token = std::move(session.session_token),
          .expires = session.expires};
}

}  // namespace

sts::Session StsRoles::start_session(std::string_view role_arn, const Principal& caller,
                                     const std::string& session_name, std::chrono::seconds duration,
                                     SessionTerms terms) {
  const auto* role = entities_.find_role_by_arn(role_arn);
  assert(role && "the caller may assume it");
  return started(identities_.assume(*role, session_name, caller, duration, std::move(terms)));
}

sts::Session StsUsers::start_session(const Principal& user, std::chrono::seconds duration) {
  return started(identities_.session_of_user(user, duration));
}

bool StsUsers::key_exists(std::string_view access_key_id) const { return identities_.find(access_key_id).has_value(); }

}  // namespace aws::region
