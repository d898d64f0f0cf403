#include "region/sts/sts_service.h"

#include <algorithm>
#include <boost/algorithm/string/case_conv.hpp>
#include <map>

#include "region/sts/condition_keys.h"
#include "region/sts/errors.h"
#include "region/sts/web_token.h"

namespace aws::region::sts {
namespace {

namespace api = aws::sts;

using namespace std::chrono_literals;

constexpr auto kDefaultDuration = 1h;
constexpr auto kLongestChained = 1h;
constexpr auto kUsersDefaultDuration = 12h;
constexpr std::size_t kMostPolicies = 10;
constexpr std::size_t kRoomForTerms = 4096;

// A session that would have more rights than was asked for, or that would not be what it says, is none.
void refuse_unsupported(const api::AssumeRoleRequest& request) {
  if (request.SerialNumber || request.TokenCode) throw not_supported("Multi-factor authentication");
}

// What goes on from the session that asks: its transitive tags, which cannot be set anew, and its source identity.
SessionTerms inherited(const SessionTerms& from) {
  SessionTerms terms{.transitive = from.transitive, .source_identity = from.source_identity};
  for (const auto& key : from.transitive) terms.tags.emplace(key, from.tags.at(key));
  return terms;
}

SessionTerms terms_of(const api::AssumeRoleRequest& request, const SessionTerms& callers) {
  auto terms = inherited(callers);
  if (request.Policy) terms.policies.push_back(*request.Policy);
  for (const auto& policy : request.PolicyArns) terms.policy_arns.push_back(policy.arn.value_or(""));
  if (terms.policy_arns.size() > kMostPolicies) throw too_many_policies();
  std::map<std::string, std::string> keys;  // as they are given, by how they compare
  for (const auto& tag : request.Tags) {
    const auto key = tag.Key.value_or("");
    if (!keys.emplace(boost::algorithm::to_lower_copy(key), key).second) throw tag_given_twice(key);
    terms.tags.emplace(key, tag.Value.value_or(""));
  }
  for (const auto& key : callers.transitive) {
    if (keys.contains(boost::algorithm::to_lower_copy(key))) throw inherited_tag();
  }
  for (const auto& key : request.TransitiveTagKeys) {
    const auto tag = keys.find(boost::algorithm::to_lower_copy(key));
    if (tag == keys.end()) throw not_one_of_the_tags();
    if (std::ranges::find(terms.transitive, tag->second) == terms.transitive.end()) {
      terms.transitive.push_back(tag->second);
    }
  }
  const auto source = request.SourceIdentity.value_or(terms.source_identity);
  if (!terms.source_identity.empty() && source != terms.source_identity) throw source_identity_is_set();
  terms.source_identity = source;
  return terms;
}

// How much of the room for policies and tags they take, in percent. AWS packs them in a way of its own: this is what
// they take as they are.
std::optional<int> packed_size(const SessionTerms& terms) {
  if (terms.policies.empty() && terms.policy_arns.empty() && terms.tags.empty()) return std::nullopt;
  std::size_t size = 0;
  for (const auto& policy : terms.policies) size += policy.size();
  for (const auto& arn : terms.policy_arns) size += arn.size();
  for (const auto& [key, value] : terms.tags) size += key.size() + value.size();
  return std::min(100, 1 + static_cast<int>(size / (kRoomForTerms / 100)));
}

contract::Circumstances with_request(contract::Circumstances context, const api::AssumeRoleRequest& request) {
  context.merge(condition_keys(request));
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
  const auto circumstances = with_request(*call.circumstances, request);
  const auto longest = roles_.max_session(role, caller, circumstances);
  if (!longest) throw not_trusted(caller.arn, "sts:AssumeRole", role);
  refuse_unsupported(request);
  auto terms = terms_of(request, caller.terms);
  // What a session has from the one that asks is given to it, too.
  const auto require = [&](std::string_view action) {
    call.require(action, role, condition_keys(request));
    if (!roles_.trusts(role, caller, action, circumstances)) throw not_trusted(caller.arn, action, role);
  };
  if (!terms.tags.empty()) require("sts:TagSession");
  if (!terms.source_identity.empty()) require("sts:SetSourceIdentity");
  const auto asked = request.DurationSeconds ? std::chrono::seconds(*request.DurationSeconds) : kDefaultDuration;
  if (is_chained(caller) && asked > kLongestChained) throw chained_session_too_long();
  if (asked > *longest) throw session_too_long();

  const auto packed = packed_size(terms);
  const auto source = terms.source_identity.empty() ? std::nullopt : std::optional(terms.source_identity);
  auto session = roles_.start_session(role, caller, request.RoleSessionName.value_or(""), asked, std::move(terms));
  const api::AssumedRoleUser user{.AssumedRoleId = session.principal.user_id, .Arn = session.principal.arn};
  return {.Credentials = credentials_of(std::move(session)),
          .AssumedRoleUser = user,
          .PackedPolicySize = packed,
          .SourceIdentity = source};
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
