#include "client/credentials/assumed_role_credentials.h"

#include <fmt/format.h>

#include <charconv>

#include "client/errors.h"

namespace aws::client {

std::optional<ExpiringCredentials> AssumedRoleCredentials::load() {
  const auto role_arn = profile_.get("role_arn");
  if (!role_arn || profile_.get("web_identity_token_file")) return std::nullopt;
  if (const auto device = profile_.get("mfa_serial")) {
    throw invalid_credentials(
        place(), fmt::format("mfa_serial asks for a code of {}, and nobody is asked here: put a session that the AWS "
                             "CLI began into the environment, or use a profile without it",
                             *device));
  }
  try {
    return assume(*role_arn);
  } catch (const Error& error) {
    if (error.is("InvalidCredentials")) throw;
    throw invalid_credentials(place(), error.what());
  }
}

ExpiringCredentials AssumedRoleCredentials::assume(const std::string& role_arn) {
  if (!service_) service_ = connect_(caller());
  const auto reply = service_->api().AssumeRole(
      {.RoleArn = role_arn,
       .RoleSessionName = profile_.get("role_session_name").value_or(default_session_name(clock_)),
       .DurationSeconds = duration(),
       .ExternalId = profile_.get("external_id")});
  return session_of(reply.Credentials, place());
}

std::shared_ptr<CredentialsProvider> AssumedRoleCredentials::caller() const {
  const auto source_profile = profile_.get("source_profile");
  const auto credential_source = profile_.get("credential_source");
  if (source_profile && credential_source) {
    throw invalid_credentials(place(), "it has a source_profile and a credential_source, and only one can count");
  }
  if (source_profile) return callers_.in_profile(*source_profile);
  if (credential_source) return callers_.beside_profiles(*credential_source);
  throw invalid_credentials(
      place(), "it needs a source_profile, a credential_source or a web_identity_token_file to assume the role with");
}

std::optional<int> AssumedRoleCredentials::duration() const {
  const auto setting = profile_.get("duration_seconds");
  if (!setting) return std::nullopt;
  int seconds = 0;
  const auto [end, problem] = std::from_chars(setting->data(), setting->data() + setting->size(), seconds);
  if (problem != std::errc() || end != setting->data() + setting->size()) {
    throw invalid_setting("duration_seconds", *setting, "a number of seconds");
  }
  return seconds;
}

std::string AssumedRoleCredentials::place() const {
  return fmt::format("the role_arn of the profile '{}'", profile_.name());
}

}  // namespace aws::client
