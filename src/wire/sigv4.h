// AWS Signature Version 4: signing for the client, verifying for the front door.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "wire/hmac.h"
#include "wire/http/http.h"

namespace aws::sigv4 {

struct Credentials {
  std::string access_key_id;
  std::string secret_access_key;
  std::string session_token;  // "" for long-term keys
  bool operator==(const Credentials&) const = default;
};

struct Scope {
  std::string region;
  std::string service;  // the signing name: "elasticloadbalancing"
};

class SigningKeys;

// Adds X-Amz-Date, X-Amz-Security-Token (with a session token) and Authorization. The request must have its Host
// header.
void sign(http::Request& request, const Credentials& credentials, const Scope& scope, Timestamp now, SigningKeys& keys);
void sign(http::Request& request, const Credentials& credentials, const Scope& scope, Timestamp now);

// What a request says about its own signature.
struct Authorization {
  std::string access_key_id;
  std::string date;  // 20260102
  Scope scope;
  std::string terminator;  // "aws4_request"
  std::vector<std::string> signed_headers;
  std::string signature;
  std::string timestamp;  // X-Amz-Date, or Date: 20260102T030405Z
};

// Throws "MissingAuthenticationToken" when the request carries no Authorization header and "IncompleteSignature" when
// it cannot be read or lacks a part; messages as AWS words them. `host` must be among the signed headers.
Authorization parse_authorization(const http::Request& request);

// What the requests of a day are signed with, to one service of a region.
wire::HmacKey signing_key(std::string_view secret_access_key, const Authorization& authorization);

// The signing keys that were asked for last, so that they need not be derived for each request.
class SigningKeys {
 public:
  const wire::HmacKey& of(std::string_view secret_access_key, const Authorization& authorization);

 private:
  static constexpr std::size_t kAtMost = 1000;
  std::unordered_map<std::string, wire::HmacKey> keys_;
};

// Throws "SignatureDoesNotMatch" when the signature is not this request's under this signing key, when a header that
// must be signed (host, x-amz-*) is not, when the date in the scope is not the timestamp's, or when `now` is more than
// 15 minutes from the timestamp ("Signature expired: ..."). The front door gives these errors the names that a
// service's protocol has for them.
void verify(const http::Request& request, const Authorization& authorization, const wire::HmacKey& key, Timestamp now);
inline void verify(const http::Request& request, const Authorization& authorization, std::string_view secret_access_key,
                   Timestamp now) {
  verify(request, authorization, signing_key(secret_access_key, authorization), now);
}

std::string sha256_hex(std::string_view bytes);

}  // namespace aws::sigv4
