// AWS's JSON protocols, 1.0 (DynamoDB) and 1.1 (Systems Manager).
// https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "wire/protocols/json_body.h"
#include "wire/protocols/protocols.h"

namespace aws::wire {
namespace {

namespace json = boost::json;

// Errors that come from the framework in front of a service, not from the service; their types carry its name.
constexpr std::array<std::string_view, 11> kFrameworkCodes{
    "AccessDeniedException",       "UnrecognizedClientException",  "MissingAuthenticationTokenException",
    "InvalidSignatureException",   "IncompleteSignatureException", "ExpiredTokenException",
    "SerializationException",      "UnknownOperationException",    "InternalFailure",
    "ServiceUnavailableException", "RequestTimeoutException"};

std::string checksum_of(std::string_view bytes) {
  return std::to_string(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

bool is_modelled(const contract::Service& service, std::string_view code) {
  return std::any_of(service.operations.begin(), service.operations.end(), [code](const auto* operation) {
    return std::any_of(operation->errors.begin(), operation->errors.end(),
                       [code](const contract::ErrorCode& error) { return error.code == code; });
  });
}

// A service without a namespace of its own (Systems Manager) sends types without one.
std::string_view namespace_of(const contract::Service& service, std::string_view code) {
  if (service.error_namespace.empty()) return "";
  if (code == "ValidationException") return "com.amazon.coral.validate";
  if (code == "ThrottlingException") return "com.amazon.coral.availability";
  const bool framework = std::find(kFrameworkCodes.begin(), kFrameworkCodes.end(), code) != kFrameworkCodes.end();
  return framework || !is_modelled(service, code) ? "com.amazon.coral.service" : service.error_namespace;
}

bool is_intact(const http::Response& response) {
  const auto checksum = response.headers.find("x-amz-crc32");
  return !checksum || response.headers.find("Content-Encoding") || *checksum == checksum_of(response.body);
}

class AwsJson final : public Protocol {
 public:
  explicit AwsJson(std::string_view version) : content_type_("application/x-amz-json-" + std::string(version)) {}

  http::Request encode_request(const contract::Operation& operation, const void* input) const override {
    const contract::Service& service = *operation.service;
    return {.method = "POST",
            .headers = {{"Content-Type", content_type_},
                        {"X-Amz-Target", fmt::format("{}.{}", service.target_prefix, operation.name)}},
            .body = body_text(*operation.input, input)};
  }

  void decode_response(const contract::Operation& operation, const http::Response& response,
                       void* output) const override {
    if (!is_success(response)) throw error_from(operation, response);
    if (!is_intact(response)) throw invalid_response(operation, response, "its checksum does not match");
    read_output(operation, response, output);
  }

  void decode_request(const contract::Operation& operation, const http::Request& request, void* input) const override {
    read_input(operation, request.body, input);
  }

  http::Response encode_response(const contract::Operation& operation, const void* output,
                                 std::string_view request_id) const override {
    return reply(200, body_text(*operation.output, output), request_id);
  }

  http::Response encode_error(const contract::Service& service, const Error& error,
                              std::string_view request_id) const override {
    const std::string_view prefix = namespace_of(service, error.code());
    json::object body;
    body.emplace("__type", prefix.empty() ? error.code() : fmt::format("{}#{}", prefix, error.code()));
    describe(error, body);
    http::Response response = reply(error.http_status(), json::serialize(body), request_id);
    response.headers.add("x-amzn-errortype", error.code());
    return response;
  }

 private:
  http::Response reply(int status, std::string body, std::string_view request_id) const {
    http::Response response{.status = status, .body = std::move(body)};
    response.headers.add("x-amzn-RequestId", std::string(request_id));
    response.headers.add("Content-Type", content_type_);
    // DynamoDB's clients check it, and a right one does no harm elsewhere.
    response.headers.add("x-amz-crc32", checksum_of(response.body));
    return response;
  }

  std::string content_type_;
};

}  // namespace

const Protocol& json10_protocol() {
  static const AwsJson kProtocol("1.0");
  return kProtocol;
}

const Protocol& json11_protocol() {
  static const AwsJson kProtocol("1.1");
  return kProtocol;
}

}  // namespace aws::wire
