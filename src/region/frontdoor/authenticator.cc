#include "region/frontdoor/authenticator.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "region/frontdoor/errors.h"

namespace aws::region::frontdoor {
namespace {

// Services with one endpoint for all regions, for which clients sign as if it were there; some sign for their own.
constexpr std::string_view kGlobalRegion = "us-east-1";

bool is_global(const contract::Service& service) {
  return service.signing_region == kGlobalRegion || service.signing_name == "sts";
}

// What a user's session may not call, whatever the user may: IAM, and most of STS.
// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
bool is_barred(const Principal& caller, const Route& route, const contract::Service& service) {
  if (!caller.temporary || caller.arn.find(":user/") == std::string::npos) return false;
  if (service.signing_name != "sts") return service.signing_name == "iam";
  constexpr std::string_view kOpen[] = {"AssumeRole", "GetCallerIdentity", "GetSessionToken"};
  return std::ranges::find(kOpen, route.operation_name) == std::end(kOpen);
}

}  // namespace

void Authenticator::check_scope(const sigv4::Scope& scope, const contract::Service& service) const {
  std::string problems;
  const bool right_region = scope.region == place_.region || (is_global(service) && scope.region == kGlobalRegion);
  if (!right_region) {
    problems += fmt::format("Credential should be scoped to a valid region, not '{}'. ", scope.region);
  }
  if (scope.service != service.signing_name) {
    problems += fmt::format("Credential should be scoped to correct service: '{}'. ", service.signing_name);
  }
  if (!problems.empty()) throw wrong_scope(problems);
}

Principal Authenticator::identify(const http::Request& request, const Route& route, const contract::Service& service) {
  if (const auto* problem = std::get_if<Error>(&route.authorization)) throw *problem;
  const auto& authorization = std::get<sigv4::Authorization>(route.authorization);
  check_scope(authorization.scope, service);
  const auto key = identities_.find(authorization.access_key_id);
  if (!key) throw unknown_key();
  sigv4::verify(request, authorization, signing_keys_.of(key->secret_access_key, authorization), clock_.now());
  if (request.headers.get("X-Amz-Security-Token") != key->session_token) throw unknown_key();
  if (key->expires && *key->expires <= clock_.now()) throw expired_token();
  if (is_barred(key->principal, route, service)) throw unknown_key();
  identities_.used(authorization.access_key_id, authorization.scope.service, authorization.scope.region);
  return key->principal;
}

Principal Authenticator::authenticate(const http::Request& request, const Route& route,
                                      const contract::Service& service) {
  try {
    return identify(request, route, service);
  } catch (const Error& error) {
    spdlog::debug("{}: not authenticated: {}", service.name, error.what());
    throw in_words_of(service, error);
  }
}

}  // namespace aws::region::frontdoor
