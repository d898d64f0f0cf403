#include "region/sts/sts_service.h"

#include "region/sts/errors.h"
#include "region/sts/web_token.h"

namespace aws::region::sts {
namespace {

namespace api = aws::sts;

using namespace std::chrono_literals;

constexpr auto kDefaultDuration = 1h;
constexpr auto kLongestChained = 1h;
constexpr auto kUsersDefaultDuration = 12h;

// A session that would have more rights than was asked for, or that would not be what it says, is none.
void refuse_unsupported(const api::AssumeRoleRequest& request) {
  if (request.Policy) throw not_supported("Policy");
  if (!request.PolicyArns.empty()) throw not_supported("PolicyArns");
  if (!request.Tags.empty()) throw not_supported("Tags");
  if (!request.TransitiveTagKeys.empty()) throw not_supported("TransitiveTagKeys");
  if (request.SerialNumber || request.TokenCode) throw not_supported("Multi-factor authentication");
  if (request.SourceIdentity) throw not_supported("SourceIdentity");
}

contract::Circumstances with_request(contract::Circumstances context, const api::AssumeRoleRequest& request) {
  context["sts:RoleSessionName"] = {request.RoleSessionName.value_or("")};
  if (request.ExternalId) context["sts:ExternalId"] = {*request.ExternalId};
  return context;
}

api::Credentials credentials_of(Session session) {
  return {.AccessKeyId = std::move(session.access_key_id),
          .SecretAccessKey = std::move(session.secret_access_key),
          .SessionToken = std::move(session.session_token),
          .Expiration = session.expires};
}

// Is it a role's session that asks for another?
bool is_chained(const Principal& caller) { return caller.arn.find(":assumed-role/") != std::string::npos; }

}  // namespace

void StsService::serve(contract::Handlers& handlers) {
  namespace operations = aws::sts::operations;
  handlers.on(operations::GetCallerIdentity, this, &StsService::GetCallerIdentity);
  handlers.on(operations::AssumeRole, this, &StsService::AssumeRole);
  handlers.on(operations::AssumeRoleWithWebIdentity, this, &StsService::AssumeRoleWithWebIdentity);
  handlers.on(operations::GetSessionToken, this, &StsService::GetSessionToken);
  handlers.on(operations::GetAccessKeyInfo, this, &StsService::GetAccessKeyInfo);
  handlers.on(operations::DecodeAuthorizationMessage, this, &StsService::DecodeAuthorizationMessage);
}

api::GetCallerIdentityResponse StsService::GetCallerIdentity(const contract::Call& call,
                                                             const api::GetCallerIdentityRequest&) {
  return {.UserId = call.principal.user_id, .Account = place_.account, .Arn = call.principal.arn};
}

api::AssumeRoleResponse StsService::AssumeRole(const contract::Call& call, const api::AssumeRoleRequest& request) {
  const auto& caller = call.principal;
  const auto role = request.RoleArn.value_or("");
  const auto longest = roles_.max_session(role, caller, with_request(call.circumstances, request));
  if (!longest) throw not_trusted(caller.arn, role);
  refuse_unsupported(request);
  const auto asked = request.DurationSeconds ? std::chrono::seconds(*request.DurationSeconds) : kDefaultDuration;
  if (is_chained(caller) && asked > kLongestChained) throw chained_session_too_long();
  if (asked > *longest) throw session_too_long();

  auto session = roles_.start_session(role, caller, request.RoleSessionName.value_or(""), asked);
  const api::AssumedRoleUser user{.AssumedRoleId = session.principal.user_id, .Arn = session.principal.arn};
  return {.Credentials = credentials_of(std::move(session)), .AssumedRoleUser = user};
}

// The account has no identity provider, and no operation of ours would make one.
api::AssumeRoleWithWebIdentityResponse StsService::AssumeRoleWithWebIdentity(
    const api::AssumeRoleWithWebIdentityRequest& request) {
  const auto issuer = issuer_of(request.WebIdentityToken.value_or(""));
  if (!issuer) throw not_a_web_token();
  throw no_identity_provider(*issuer);
}

// A user's session has none of its own, whatever of the user's has asked for it.
api::GetSessionTokenResponse StsService::GetSessionToken(const contract::Call& call,
                                                         const api::GetSessionTokenRequest& request) {
  if (call.principal.temporary) throw session_of_session();
  if (request.SerialNumber || request.TokenCode) throw no_such_device();
  const auto asked = request.DurationSeconds ? std::chrono::seconds(*request.DurationSeconds) : kUsersDefaultDuration;
  return {.Credentials = credentials_of(users_.start_session(call.principal, asked))};
}

api::GetAccessKeyInfoResponse StsService::GetAccessKeyInfo(const api::GetAccessKeyInfoRequest& request) const {
  const auto id = request.AccessKeyId.value_or("");
  if (!users_.key_exists(id)) throw no_such_access_key(id);
  return {.Account = place_.account};
}

api::DecodeAuthorizationMessageResponse StsService::DecodeAuthorizationMessage(
    const api::DecodeAuthorizationMessageRequest& request) const {
  auto decoded = messages_.decode(request.EncodedMessage.value_or(""));
  if (!decoded) throw not_an_authorization_message();
  return {.DecodedMessage = std::move(decoded)};
}

}  // namespace aws::region::sts
