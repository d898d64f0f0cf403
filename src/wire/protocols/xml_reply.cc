#include "wire/protocols/xml_reply.h"

#include <fmt/format.h>

#include "wire/protocols/protocols.h"
#include "wire/protocols/xml_codec.h"

namespace aws::wire {
namespace {

// <ErrorResponse><Error>, or EC2's <Response><Errors><Error>; an endpoint may answer with either.
Error error_from(const contract::Operation& operation, const http::Response& response, pugi::xml_node root) {
  pugi::xml_node error = root.child("Error");
  if (!error) error = root.child("Errors").child("Error");
  const std::string code = error.child_value("Code");
  if (code.empty()) return invalid_response(operation, response, "an error without a code");
  const std::string_view type = error.child_value("Type");
  const Fault fault = type == "Receiver" ? Fault::kReceiver : fault_of(response.status);
  const char* message = error.child("Message") ? error.child_value("Message") : error.child_value("message");
  return Error(code, message, response.status, fault);
}

}  // namespace

http::Request form_request(std::string body) {
  return {.method = "POST",
          .headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}},
          .body = std::move(body)};
}

http::Response xml_response(int status, std::string body, std::string_view content_type, std::string_view request_id) {
  return {.status = status,
          .headers = {{"x-amzn-RequestId", std::string(request_id)}, {"Content-Type", std::string(content_type)}},
          .body = std::move(body)};
}

pugi::xml_node open_reply(const contract::Operation& operation, const http::Response& response,
                          pugi::xml_document& document) {
  const auto parsed = read_xml(document, response.body);
  const pugi::xml_node root = document.document_element();
  if (!is_success(response)) throw error_from(operation, response, root);
  if (!parsed) throw invalid_response(operation, response, parsed.description());
  if (root.name() != fmt::format("{}Response", operation.name)) {
    throw invalid_response(operation, response, fmt::format("it is a <{}>", root.name()));
  }
  return root;
}

void decode_reply(const contract::Operation& operation, const http::Response& response, pugi::xml_node result,
                  void* output) {
  try {
    decode_xml(*operation.output, result, output);
  } catch (const Error& error) {
    throw invalid_response(operation, response, error.message());
  }
}

}  // namespace aws::wire
