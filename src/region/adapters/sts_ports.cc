#include "region/adapters/sts_ports.h"

#include <cassert>

namespace aws::region {

std::optional<std::chrono::seconds> StsRoles::max_session(std::string_view role_arn, const Principal& caller,
                                                          const contract::Circumstances& circumstances) const {
  const auto* role = entities_.find_role_by_arn(role_arn);
  if (!role) return std::nullopt;
  iam::Context request;
  for (const auto& [key, values] : circumstances) request[key] = values;
  if (!permissions_.trusted(caller, *role, std::move(request))) return std::nullopt;
  return std::chrono::seconds(role->max_session_seconds);
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
                                     const std::string& session_name, std::chrono::seconds duration) {
  const auto* role = entities_.find_role_by_arn(role_arn);
  assert(role && "the caller may assume it");
  return started(identities_.assume(*role, session_name, caller, duration));
}

sts::Session StsUsers::start_session(const Principal& user, std::chrono::seconds duration) {
  return started(identities_.session_of_user(user, duration));
}

bool StsUsers::key_exists(std::string_view access_key_id) const { return identities_.find(access_key_id).has_value(); }

}  // namespace aws::region
