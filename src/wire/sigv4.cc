#include "wire/sigv4.h"

#include <fmt/format.h>
#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text/timestamp.h"
#include "wire/hmac.h"

namespace aws::sigv4 {
namespace {

constexpr std::string_view kAlgorithm = "AWS4-HMAC-SHA256";
constexpr std::string_view kTerminator = "aws4_request";
constexpr auto kWindow = std::chrono::minutes(15);

// Headers that a proxy or the transport may change on the way; botocore leaves the same ones out.
constexpr std::array<std::string_view, 12> kNeverSigned{
    "authorization", "connection",        "expect",  "keep-alive", "proxy-authenticate", "proxy-authorization", "te",
    "trailer",       "transfer-encoding", "upgrade", "user-agent", "x-amzn-trace-id"};

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& character : lowered) {
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character - 'A' + 'a');
  }
  return lowered;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string collapse_spaces(std::string_view text) {
  std::string collapsed;
  for (const char character : trim(text)) {
    const bool space = character == ' ' || character == '\t' || character == '\r' || character == '\n';
    if (!space) {
      collapsed += character;
    } else if (collapsed.back() != ' ') {
      collapsed += ' ';
    }
  }
  return collapsed;
}

// The path without "." and "..", and without empty segments, then encoded once more: what AWS signs for every service
// but S3.
std::string canonical_uri(std::string_view path) {
  std::vector<std::string_view> kept;
  for (const std::string_view segment : split(path, '/')) {
    if (segment.empty() || segment == ".") continue;
    if (segment != "..") {
      kept.push_back(segment);
    } else if (!kept.empty()) {
      kept.pop_back();
    }
  }
  std::string uri;
  for (const std::string_view segment : kept) uri += "/" + http::percent_encode(segment);
  if (uri.empty() || path.ends_with('/')) uri += '/';
  return uri;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return "";
  std::vector<std::pair<std::string, std::string>> parameters;
  for (const std::string_view parameter : split(query, '&')) {
    const auto equals = std::min(parameter.find('='), parameter.size());
    const auto value = equals == parameter.size() ? std::string_view() : parameter.substr(equals + 1);
    const auto encode = [](std::string_view part) { return http::percent_encode(http::percent_decode(part)); };
    parameters.emplace_back(encode(parameter.substr(0, equals)), encode(value));
  }
  std::sort(parameters.begin(), parameters.end());
  std::string canonical;
  for (const auto& [key, value] : parameters) {
    if (!canonical.empty()) canonical += '&';
    canonical += key + "=" + value;
  }
  return canonical;
}

// All values of one header, joined as if they had come in one line.
void add_header(const http::Request& request, std::string_view name, std::string& canonical) {
  canonical.append(name) += ':';
  bool first = true;
  for (const auto& [field, value] : request.headers) {
    if (!http::same_name(field, name)) continue;
    if (!first) canonical += ',';
    canonical += collapse_spaces(value);
    first = false;
  }
  canonical += '\n';
}

std::string list_of(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ";")); }

std::string string_to_sign(const http::Request& request, const Authorization& authorization) {
  std::string canonical = request.method + "\n" + canonical_uri(request.path()) + "\n";
  canonical += canonical_query(request.query()) + "\n";
  for (const std::string& name : authorization.signed_headers) add_header(request, name, canonical);
  canonical += "\n" + list_of(authorization.signed_headers) + "\n" + sha256_hex(request.body);
  return fmt::format("{}\n{}\n{}/{}/{}/{}\n{}", kAlgorithm, authorization.timestamp, authorization.date,
                     authorization.scope.region, authorization.scope.service, authorization.terminator,
                     sha256_hex(canonical));
}

std::string signature(const http::Request& request, const Authorization& authorization, const wire::HmacKey& key) {
  return wire::hex(key.sign(string_to_sign(request, authorization)));
}

std::vector<std::string> headers_to_sign(const http::Request& request) {
  std::vector<std::string> names;
  for (const auto& [name, value] : request.headers) {
    std::string lowered = lower(name);
    if (std::find(kNeverSigned.begin(), kNeverSigned.end(), lowered) == kNeverSigned.end()) {
      names.push_back(std::move(lowered));
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Error incomplete(std::string message) { return Error("IncompleteSignature", std::move(message), 400); }
Error does_not_match(std::string message) { return Error("SignatureDoesNotMatch", std::move(message), 403); }

// X-Amz-Date, or else Date, in the form that is signed; "" when there is neither.
std::string timestamp_of(const http::Request& request) {
  auto text = request.headers.find("X-Amz-Date");
  if (!text) text = request.headers.find("Date");
  if (!text) return "";
  const auto moment = text::parse_timestamp(trim(*text));
  if (!moment) {
    throw incomplete(fmt::format(
        "Date must be in ISO-8601 'basic format'. Got '{}'. See http://en.wikipedia.org/wiki/ISO_8601", *text));
  }
  return text::basic_iso8601(*moment);
}

struct Parameters {
  std::string_view credential, signed_headers, signature;
};

Parameters parameters_of(std::string_view list, std::string_view header) {
  Parameters parameters;
  for (const std::string_view part : split(list, ',')) {
    const std::string_view parameter = trim(part);
    if (parameter.empty()) continue;
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) {
      throw incomplete(fmt::format(
          "'{}' not a valid key=value pair (missing equal-sign) in Authorization header: '{}'.", parameter, header));
    }
    const std::string_view name = parameter.substr(0, equals);
    const std::string_view value = parameter.substr(equals + 1);
    if (name == "Credential") parameters.credential = value;
    if (name == "SignedHeaders") parameters.signed_headers = value;
    if (name == "Signature") parameters.signature = value;
  }
  return parameters;
}

void require_all(const Parameters& parameters, std::string_view timestamp, std::string_view header) {
  std::string missing;
  const auto require = [&missing](std::string_view value, std::string_view name) {
    if (value.empty()) missing += fmt::format("Authorization header requires '{}' parameter. ", name);
  };
  require(parameters.credential, "Credential");
  require(parameters.signature, "Signature");
  require(parameters.signed_headers, "SignedHeaders");
  if (timestamp.empty()) {
    missing += "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ";
  }
  if (!missing.empty()) throw incomplete(fmt::format("{}Authorization={}", missing, header));
}

void check_signed_headers(const http::Request& request, const std::vector<std::string>& names) {
  const auto is_signed = [&names](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!is_signed("host")) {
    throw does_not_match("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  for (const auto& [name, value] : request.headers) {
    constexpr std::string_view kOurs = "x-amz-";
    if (!http::same_name(std::string_view(name).substr(0, kOurs.size()), kOurs)) continue;
    if (!is_signed(lower(name))) {
      throw does_not_match(fmt::format("'{}' must be a 'SignedHeader' in the AWS Authorization.", name));
    }
  }
}

void check_scope(const Authorization& authorization) {
  std::string problems;
  if (authorization.terminator != kTerminator) {
    problems += fmt::format("Credential should be scoped with a valid terminator: '{}', not '{}'. ", kTerminator,
                            authorization.terminator);
  }
  const std::string_view day = std::string_view(authorization.timestamp).substr(0, 8);
  if (authorization.date != day) {
    problems += fmt::format(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{}' != '{}', from "
        "'{}'.",
        authorization.date, day, authorization.timestamp);
  }
  if (!problems.empty()) throw does_not_match(problems);
}

void check_age(const Authorization& authorization, Timestamp now) {
  const auto signed_at = text::parse_timestamp(authorization.timestamp);
  if (!signed_at) throw incomplete("Date must be in ISO-8601 'basic format'.");
  const auto basic = &text::basic_iso8601;
  if (*signed_at < now - kWindow) {
    throw does_not_match(fmt::format("Signature expired: {} is now earlier than {} ({} - 15 min.)",
                                     authorization.timestamp, basic(now - kWindow), basic(now)));
  }
  if (*signed_at > now + kWindow) {
    throw does_not_match(fmt::format("Signature not yet current: {} is still later than {} ({} + 15 min.)",
                                     authorization.timestamp, basic(now + kWindow), basic(now)));
  }
}

}  // namespace

void sign(http::Request& request, const Credentials& credentials, const Scope& scope, Timestamp now) {
  SigningKeys once;
  sign(request, credentials, scope, now, once);
}

void sign(http::Request& request, const Credentials& credentials, const Scope& scope, Timestamp now,
          SigningKeys& keys) {
  Authorization authorization{.access_key_id = credentials.access_key_id,
                              .scope = scope,
                              .terminator = std::string(kTerminator),
                              .timestamp = text::basic_iso8601(now)};
  authorization.date = authorization.timestamp.substr(0, 8);
  request.headers.erase("Authorization");
  request.headers.set("X-Amz-Date", authorization.timestamp);
  request.headers.erase("X-Amz-Security-Token");
  if (!credentials.session_token.empty()) request.headers.set("X-Amz-Security-Token", credentials.session_token);
  authorization.signed_headers = headers_to_sign(request);
  request.headers.set(
      "Authorization",
      fmt::format("{} Credential={}/{}/{}/{}/{}, SignedHeaders={}, Signature={}", kAlgorithm,
                  authorization.access_key_id, authorization.date, scope.region, scope.service, kTerminator,
                  list_of(authorization.signed_headers),
                  signature(request, authorization, keys.of(credentials.secret_access_key, authorization))));
}

Authorization parse_authorization(const http::Request& request) {
  const auto found = request.headers.find("Authorization");
  if (!found || !trim(*found).starts_with("AWS4-")) {
    throw Error("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
  }
  const std::string_view header = trim(*found);
  const auto space = std::min(header.find(' '), header.size());
  const Parameters parameters = parameters_of(header.substr(space), header);
  const std::string timestamp = timestamp_of(request);
  require_all(parameters, timestamp, header);

  const std::string_view algorithm = header.substr(0, space);
  if (algorithm != kAlgorithm) {
    throw incomplete(fmt::format("Unsupported AWS 'algorithm': '{}' (only {} for now). ", algorithm, kAlgorithm));
  }
  const auto scope = split(parameters.credential, '/');
  if (scope.size() != 5) {
    throw incomplete(
        fmt::format("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got "
                    "'{}'",
                    parameters.credential));
  }
  Authorization authorization{.access_key_id = std::string(scope[0]),
                              .date = std::string(scope[1]),
                              .scope = {.region = std::string(scope[2]), .service = std::string(scope[3])},
                              .terminator = std::string(scope[4]),
                              .signature = std::string(parameters.signature),
                              .timestamp = timestamp};
  for (const auto name : split(parameters.signed_headers, ';')) authorization.signed_headers.push_back(lower(name));
  return authorization;
}

void verify(const http::Request& request, const Authorization& authorization, const wire::HmacKey& key, Timestamp now) {
  check_age(authorization, now);
  check_signed_headers(request, authorization.signed_headers);
  check_scope(authorization);
  const std::string expected = signature(request, authorization, key);
  const bool same = expected.size() == authorization.signature.size() &&
                    CRYPTO_memcmp(expected.data(), authorization.signature.data(), expected.size()) == 0;
  if (same) return;
  throw does_not_match(
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key "
      "and signing method. Consult the service documentation for details.");
}

wire::HmacKey signing_key(std::string_view secret_access_key, const Authorization& authorization) {
  const std::string start = "AWS4" + std::string(secret_access_key);
  wire::HmacKey key({reinterpret_cast<const unsigned char*>(start.data()), start.size()});
  for (const std::string_view part :
       {std::string_view(authorization.date), std::string_view(authorization.scope.region),
        std::string_view(authorization.scope.service), std::string_view(authorization.terminator)}) {
    key = wire::HmacKey(key.sign(part));
  }
  return key;
}

const wire::HmacKey& SigningKeys::of(std::string_view secret_access_key, const Authorization& authorization) {
  auto name = fmt::format("{}\n{}\n{}\n{}\n{}", secret_access_key, authorization.date, authorization.scope.region,
                          authorization.scope.service, authorization.terminator);
  const auto found = keys_.find(name);
  if (found != keys_.end()) return found->second;
  if (keys_.size() >= kAtMost) keys_.clear();
  return keys_.emplace(std::move(name), signing_key(secret_access_key, authorization)).first->second;
}

std::string sha256_hex(std::string_view bytes) { return wire::hex(wire::sha256(bytes)); }

}  // namespace aws::sigv4
