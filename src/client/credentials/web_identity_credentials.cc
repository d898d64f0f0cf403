#include "client/credentials/web_identity_credentials.h"

#include <fmt/format.h>

#include "client/credentials/text_file.h"
#include "client/errors.h"

namespace aws::client {

WebIdentity web_identity_of(const Environment& environment) {
  return {.token_file = environment.get("AWS_WEB_IDENTITY_TOKEN_FILE"),
          .role_arn = environment.get("AWS_ROLE_ARN"),
          .session_name = environment.get("AWS_ROLE_SESSION_NAME"),
          .place = "a web identity (AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN)"};
}

WebIdentity web_identity_of(const Profile& profile) {
  return {.token_file = profile.get("web_identity_token_file"),
          .role_arn = profile.get("role_arn"),
          .session_name = profile.get("role_session_name"),
          .place = fmt::format("the web_identity_token_file of the profile '{}'", profile.name())};
}

std::optional<ExpiringCredentials> WebIdentityCredentials::load() {
  if (!identity_.token_file) return std::nullopt;
  if (!identity_.role_arn) throw invalid_credentials(place(), "the ARN of the role is missing");
  // Read each time: the provider renews it there.
  const auto token = read_text(*identity_.token_file);
  if (!token) throw invalid_credentials(place(), fmt::format("{} is empty or cannot be read", *identity_.token_file));

  try {
    if (!service_) service_ = connect_(std::make_shared<StaticCredentials>(sigv4::Credentials{}));
    const auto reply = service_->api().AssumeRoleWithWebIdentity(
        {.RoleArn = identity_.role_arn,
         .RoleSessionName = identity_.session_name.value_or(default_session_name(clock_)),
         .WebIdentityToken = token});
    return session_of(reply.Credentials, place());
  } catch (const Error& error) {
    if (error.is("InvalidCredentials")) throw;
    throw invalid_credentials(place(), error.what());
  }
}

}  // namespace aws::client
