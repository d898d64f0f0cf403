#include "region/adapters/frontdoor_ports.h"

namespace aws::region {

std::optional<frontdoor::KnownKey> FrontDoorIdentities::find(std::string_view access_key_id) const {
  auto identity = identities_.find(access_key_id);
  if (!identity) return std::nullopt;
  return frontdoor::KnownKey{.secret_access_key = std::move(identity->secret_access_key),
                             .session_token = std::move(identity->session_token),
                             .expires = identity->expires,
                             .principal = std::move(identity->principal)};
}

frontdoor::Decision FrontDoorPermissions::decide(const frontdoor::Access& access) const {
  iam::Context context;
  for (const auto& [key, value] : access.context) context[key] = {value};
  switch (permissions_.decide(access.principal, access.action, access.resource, context)) {
    case iam::Decision::kAllowed:
      return frontdoor::Decision::kAllowed;
    case iam::Decision::kDeniedExplicitly:
      return frontdoor::Decision::kDeniedExplicitly;
    case iam::Decision::kDeniedImplicitly:
      break;
  }
  return frontdoor::Decision::kDeniedImplicitly;
}

}  // namespace aws::region
