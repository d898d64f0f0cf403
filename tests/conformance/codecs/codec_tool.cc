// Encodes and decodes messages for codec_test.py: one JSON object a line on standard input, one answer a line.
//   {"do": "encode_request", "service", "operation", "value"}   -> {"method", "target", "headers": {name: value},
//   "body"}
//   {"do": "decode_request", "service", "operation", "target", "body"}  -> the value
//   {"do": "encode_response", "service", "operation", "value"}  -> {"headers": {name: value}, "body"}
// A value is the operation's input or output as a JSON document (wire/json.h).
#include <boost/json.hpp>
#include <iostream>
#include <stdexcept>
#include <string>

#include "wire/protocols/json.h"
#include "wire/protocols/protocol.h"

namespace {

namespace json = boost::json;
using aws::contract::Operation;
using aws::wire::Names;

const Operation& find(std::string_view service, std::string_view operation) {
  for (const auto* candidate : aws::contract::services()) {
    const Operation* found = candidate->name == service ? candidate->find(operation) : nullptr;
    if (found != nullptr) return *found;
  }
  throw std::invalid_argument("no such operation");
}

json::object message(const aws::http::Headers& headers, const std::string& body) {
  json::object fields;
  for (const auto& [name, value] : headers) fields[name] = value;
  return {{"headers", fields}, {"body", body}};
}

json::value answer(const json::object& order) {
  const Operation& operation = find(order.at("service").as_string(), order.at("operation").as_string());
  const aws::wire::Protocol& protocol = aws::wire::protocol(operation.service->protocol);
  const json::string& what = order.at("do").as_string();
  const aws::contract::Shape& shape = what == "encode_response" ? *operation.output : *operation.input;
  const auto value = shape.make();
  if (what == "decode_request") {
    const aws::http::Request request{.method = "POST",
                                     .target = std::string(order.at("target").as_string()),
                                     .body = std::string(order.at("body").as_string())};
    protocol.decode_request(operation, request, value.get());
    return aws::wire::to_json(shape, value.get(), {}, Names::kModel);
  }
  aws::wire::from_json(shape, order.at("value"), value.get(), Names::kModel);
  if (what == "encode_request") {
    const auto request = protocol.encode_request(operation, value.get());
    json::object said = message(request.headers, request.body);
    said["method"] = request.method;
    said["target"] = request.target;
    return said;
  }
  const auto response = protocol.encode_response(operation, value.get(), "request-id");
  return message(response.headers, response.body);
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << answer(json::parse(line).as_object()) << std::endl;
  }
}
