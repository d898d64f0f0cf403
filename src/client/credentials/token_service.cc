#include "client/credentials/token_service.h"

#include <fmt/format.h>

#include "client/errors.h"

namespace aws::client {

ExpiringCredentials session_of(const std::optional<sts::Credentials>& reply, const std::string& place) {
  if (!reply || !reply->AccessKeyId || !reply->SecretAccessKey || !reply->SessionToken) {
    throw invalid_credentials(place, "the Security Token Service answered without keys");
  }
  return {{*reply->AccessKeyId, *reply->SecretAccessKey, *reply->SessionToken}, reply->Expiration};
}

std::string default_session_name(const Clock& clock) {
  const auto since_epoch = clock.now().time_since_epoch();
  return fmt::format("resilient-service-{}", std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count());
}

}  // namespace aws::client
