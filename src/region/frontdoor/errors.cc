#include "region/frontdoor/errors.h"

#include <fmt/format.h>

#include <set>
#include <string>

namespace aws::region::frontdoor {
namespace {

using contract::ProtocolKind;

bool is_rest(ProtocolKind protocol) { return protocol == ProtocolKind::kRestJson; }
bool is_json(ProtocolKind protocol) {
  return protocol == ProtocolKind::kJson10 || protocol == ProtocolKind::kJson11 || is_rest(protocol);
}
// What is refused before a service sees it: the older JSON protocols answer 400 to everything.
int refusal_status(ProtocolKind protocol) { return is_rest(protocol) ? 403 : 400; }

struct Naming {
  std::string_view query;
  std::string_view json;
};

constexpr Naming kNames[] = {
    {"MissingAuthenticationToken", "MissingAuthenticationTokenException"},
    {"IncompleteSignature", "IncompleteSignatureException"},
    {"InvalidClientTokenId", "UnrecognizedClientException"},
    {"SignatureDoesNotMatch", "InvalidSignatureException"},
    {"ExpiredToken", "ExpiredTokenException"},
};

// EC2 does not say what is wrong with a key or a signature.
Error in_words_of_ec2(const Error& error) {
  if (error.is("ExpiredToken")) return Error("RequestExpired", "Request has expired.");
  if (error.is("InvalidClientTokenId") || error.is("SignatureDoesNotMatch")) {
    return Error("AuthFailure", "AWS was not able to validate the provided access credentials", 401);
  }
  return error;
}

Error missing_operation(const contract::Service& service) {
  if (is_json(service.protocol)) {
    return Error("UnknownOperationException", "The request names no operation: X-Amz-Target is SERVICE.OPERATION.");
  }
  if (service.protocol == ProtocolKind::kEc2) {
    return Error("MissingParameter", "The request must contain the parameter Action");
  }
  return Error("MissingAction", "The request is missing an action.");
}

}  // namespace

Error unknown_key() {
  return Error("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
}
Error expired_token() { return Error("ExpiredToken", "The security token included in the request is expired", 403); }
Error wrong_scope(std::string_view message) { return Error("SignatureDoesNotMatch", std::string(message), 403); }

Error in_words_of(const contract::Service& service, const Error& error) {
  if (service.protocol == ProtocolKind::kEc2) return in_words_of_ec2(error);
  if (!is_json(service.protocol)) return error;
  for (const auto& name : kNames) {
    if (error.is(name.query)) return Error(std::string(name.json), error.message(), refusal_status(service.protocol));
  }
  return error;
}

Error access_denied(const contract::Service& service, const Access& access, const Judgement& judgement,
                    std::string_view encoded) {
  // As AWS has it, an action that knows no resources is denied without naming one.
  const auto resource = access.resource == "*" ? "" : fmt::format(" on resource: {}", access.resource);
  const auto reason =
      judgement.decision == Decision::kDeniedExplicitly
          ? fmt::format(" with an explicit deny in {} {}", judgement.by.starts_with('i') ? "an" : "a", judgement.by)
          : fmt::format(" because no {} allows the {} action", judgement.by, access.action);
  const auto sentence = fmt::format("User: {} is not authorized to perform: {}{}{}", access.principal.arn,
                                    access.action, resource, reason);
  if (is_json(service.protocol)) return Error("AccessDeniedException", sentence, refusal_status(service.protocol));
  if (service.protocol != ProtocolKind::kEc2) return Error("AccessDenied", sentence, 403);
  const auto why = encoded.empty() ? "" : fmt::format(". Encoded authorization failure message: {}", encoded);
  return Error("UnauthorizedOperation", "You are not authorized to perform this operation. " + sentence + why, 403);
}

Error unknown_operation(const contract::Service& service, std::string_view operation, std::string_view version) {
  if (operation.empty()) return missing_operation(service);
  if (is_json(service.protocol)) {
    return Error("UnknownOperationException", fmt::format("The operation {} is not known.", operation),
                 is_rest(service.protocol) ? 404 : 400);
  }
  if (service.protocol == ProtocolKind::kEc2) {
    return Error("InvalidAction", fmt::format("The action {} is not valid for this web service.", operation));
  }
  return Error("InvalidAction", fmt::format("Could not find operation {} for version {}", operation, version));
}

Error unknown_service(ProtocolKind protocol, std::string_view signing_name) {
  std::set<std::string_view> known;
  for (const auto* service : contract::services()) known.insert(service->signing_name);
  return Error(is_json(protocol) ? "UnknownOperationException" : "InvalidAction",
               fmt::format("This region has no service '{}', only: {}.", signing_name, fmt::join(known, ", ")));
}

Error dry_run_succeeded() {
  return Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
}

Error internal_failure() {
  return Error("InternalFailure",
               "The request processing has failed because of an unknown error, exception or failure.", 500,
               Fault::kReceiver);
}

}  // namespace aws::region::frontdoor
