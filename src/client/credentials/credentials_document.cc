#include "client/credentials/credentials_document.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "base/text/timestamp.h"
#include "client/errors.h"

namespace aws::client {

CredentialsDocument::CredentialsDocument(std::string_view json, std::string place) : place_(std::move(place)) {
  boost::system::error_code broken;
  const auto document = boost::json::parse(json, broken);
  if (broken || !document.is_object()) throw invalid_credentials(place_, "not a JSON document");
  fields_ = document.get_object();
}

std::string CredentialsDocument::text(std::string_view name) const {
  const auto* value = fields_.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<std::int64_t> CredentialsDocument::number(std::string_view name) const {
  const auto* value = fields_.if_contains(name);
  return value != nullptr && value->is_int64() ? std::optional(value->get_int64()) : std::nullopt;
}

ExpiringCredentials CredentialsDocument::credentials(std::string_view token) const {
  ExpiringCredentials found{{text("AccessKeyId"), text("SecretAccessKey"), text(token)}, std::nullopt};
  if (found.credentials.access_key_id.empty() || found.credentials.secret_access_key.empty()) {
    throw invalid_credentials(place_, "no AccessKeyId or no SecretAccessKey");
  }
  const std::string expiration = text("Expiration");
  if (expiration.empty()) return found;
  found.expiration = text::parse_timestamp(expiration);
  if (!found.expiration) throw invalid_credentials(place_, fmt::format("'{}' is no Expiration", expiration));
  return found;
}

}  // namespace aws::client
