#include "region/sts/errors.h"

#include <fmt/format.h>

namespace aws::region::sts {

Error not_trusted(std::string_view caller_arn, std::string_view action, std::string_view role_arn) {
  return Error("AccessDenied",
               fmt::format("User: {} is not authorized to perform: {} on resource: {}", caller_arn, action, role_arn),
               403);
}

Error tag_given_twice(std::string_view key) {
  return Error("InvalidParameterValue", fmt::format("Duplicate tag keys found: {}. Please note that Tag keys are case "
                                                    "insensitive.",
                                                    key));
}

Error not_one_of_the_tags() {
  return Error("InvalidParameterValue", "The specified transitive tag key must be included in the requested tags.");
}

Error inherited_tag() {
  return Error("InvalidParameterValue",
               "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key "
               "from the calling session.");
}

Error source_identity_is_set() {
  return Error("ValidationError", "The source identity is already set for this assume role session");
}

Error too_many_policies() { return Error("PackedPolicyTooLarge", "A session takes 10 managed policies at most."); }

Error session_too_long() {
  return Error("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
}

Error chained_session_too_long() {
  return Error("ValidationError",
               "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");
}

Error not_supported(std::string_view what) {
  return Error("ValidationError", fmt::format("{} is not supported by the embedded region.", what));
}

Error not_a_web_token() {
  return Error("InvalidIdentityToken",
               "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
}

Error no_identity_provider(std::string_view issuer) {
  return Error("InvalidIdentityToken", fmt::format("No OpenIDConnect provider found in your account for {}", issuer));
}

Error session_of_session() {
  return Error("AccessDenied", "Cannot call GetSessionToken with session credentials", 403);
}

Error no_such_device() {
  return Error("AccessDenied", "MultiFactorAuthentication failed with invalid MFA one time pass code. ", 403);
}

Error no_such_access_key(std::string_view id) {
  return Error("InvalidClientTokenId", fmt::format("The access key {} is of no account that this region knows.", id),
               403);
}

Error not_an_authorization_message() { return Error("InvalidAuthorizationMessageException", "Message is not valid"); }

}  // namespace aws::region::sts
