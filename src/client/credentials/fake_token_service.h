// For tests: the Security Token Service. It believes every signature made with the secret "s" and begins sessions of an
// hour, numbered from 1.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "contract/sts.h"
#include "wire/protocols/protocol.h"
#include "wire/sigv4.h"

namespace aws::client {

class FakeTokenService {
 public:
  explicit FakeTokenService(Clock& clock) : clock_(clock) {}

  struct Caller {
    std::string access_key_id;
    std::string region;
  };
  std::vector<Caller> callers;
  std::vector<sts::AssumeRoleRequest> roles;
  std::vector<sts::AssumeRoleWithWebIdentityRequest> identities;
  bool refuses = false;

  http::Response answer(const http::Request& request) {
    if (refuses) return protocol_.encode_error(sts::kService, Error("AccessDenied", "you may not", 403), "r-1");
    if (request.body.find("Action=AssumeRoleWithWebIdentity&") != std::string::npos) {
      return begin<sts::AssumeRoleWithWebIdentityResponse>(sts::operations::AssumeRoleWithWebIdentity, request,
                                                           identities.emplace_back());
    }
    const auto authorization = sigv4::parse_authorization(request);
    sigv4::verify(request, authorization, "s", clock_.now());
    callers.push_back({authorization.access_key_id, authorization.scope.region});
    return begin<sts::AssumeRoleResponse>(sts::operations::AssumeRole, request, roles.emplace_back());
  }

 private:
  template <class Response, class Request>
  http::Response begin(const contract::Operation& operation, const http::Request& request, Request& input) {
    protocol_.decode_request(operation, request, &input);
    const Response response{
        .Credentials = sts::Credentials{.AccessKeyId = "ASIA" + std::to_string(roles.size() + identities.size()),
                                        .SecretAccessKey = "s",
                                        .SessionToken = "t",
                                        .Expiration = clock_.now() + std::chrono::hours(1)}};
    return protocol_.encode_response(operation, &response, "r-1");
  }

  Clock& clock_;
  const wire::Protocol& protocol_ = wire::protocol(contract::ProtocolKind::kQuery);
};

}  // namespace aws::client
