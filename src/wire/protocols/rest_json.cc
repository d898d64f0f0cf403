// AWS's REST protocol with JSON bodies: the Fault Injection Service, zonal shifts.
// https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
#include <boost/json/serialize.hpp>

#include "wire/protocols/json_body.h"
#include "wire/protocols/protocols.h"
#include "wire/protocols/rest_uri.h"
#include "wire/protocols/scalar.h"
#include "wire/walk.h"

namespace aws::wire {
namespace {

using contract::Location;
using contract::Member;
using contract::Shape;

constexpr const char* kContentType = "application/json";

bool has_body(const Shape& shape) {
  for (const Member& member : shape.members) {
    if (member.location == Location::kBody) return true;
  }
  return false;
}

void add_headers(const Shape& shape, const void* value, http::Headers& headers) {
  for (const Member& member : shape.members) {
    const void* found = member.location == Location::kHeader ? member.get(value) : nullptr;
    if (found != nullptr) headers.add(std::string(wire_name(member)), scalar_to_text(*member.shape, found));
  }
}

void read_headers(const Shape& shape, const http::Headers& headers, void* value) {
  for (const Member& member : shape.members) {
    if (member.location != Location::kHeader) continue;
    const auto text = headers.find(wire_name(member));
    if (text && !scalar_from_text(*member.shape, *text, member.emplace(value))) {
      throw Error("SerializationException", "'" + *text + "' is no value of '" + std::string(wire_name(member)) + "'");
    }
  }
}

http::Response rest_reply(int status, std::string body, std::string_view request_id) {
  http::Response response{.status = status, .body = std::move(body)};
  response.headers.add("x-amzn-RequestId", std::string(request_id));
  response.headers.add("Content-Type", kContentType);
  return response;
}

class RestJson final : public Protocol {
 public:
  http::Request encode_request(const contract::Operation& operation, const void* input) const override {
    http::Request request{.method = std::string(operation.http_method), .target = rest_target(operation, input)};
    add_headers(*operation.input, input, request.headers);
    if (!has_body(*operation.input)) return request;
    request.headers.add("Content-Type", kContentType);
    request.body = body_text(*operation.input, input);
    return request;
  }

  void decode_response(const contract::Operation& operation, const http::Response& response,
                       void* output) const override {
    if (!is_success(response)) throw error_from(operation, response);
    read_output(operation, response, output);
    read_headers(*operation.output, response.headers, output);
  }

  void decode_request(const contract::Operation& operation, const http::Request& request, void* input) const override {
    if (!request.body.empty()) read_input(operation, request.body, input);
    read_rest_target(operation, request, input);
    read_headers(*operation.input, request.headers, input);
  }

  http::Response encode_response(const contract::Operation& operation, const void* output,
                                 std::string_view request_id) const override {
    auto response = rest_reply(operation.http_status, body_text(*operation.output, output), request_id);
    add_headers(*operation.output, output, response.headers);
    return response;
  }

  http::Response encode_error(const contract::Service&, const Error& error,
                              std::string_view request_id) const override {
    boost::json::object body;
    describe(error, body);
    auto response = rest_reply(error.http_status(), boost::json::serialize(body), request_id);
    response.headers.add("x-amzn-errortype", error.code());
    return response;
  }
};

}  // namespace

const Protocol& rest_json_protocol() {
  static const RestJson kProtocol;
  return kProtocol;
}

}  // namespace aws::wire
