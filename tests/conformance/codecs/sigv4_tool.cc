// Signs and verifies requests for sigv4_test.py: one JSON object a line on standard input, one answer a line.
//   {"do": "sign" | "verify", "method", "target", "headers": [[name, value]...], "body",
//    "access_key", "secret", "token", "region", "service", "now": "20260102T030405Z"}
//   sign:   {"headers": [[name, value]...]}
//   verify: {"accepted": true} | {"accepted": false, "code", "message"}
#include <boost/json.hpp>
#include <iostream>
#include <string>

#include "base/text/timestamp.h"
#include "wire/sigv4.h"

namespace {

namespace json = boost::json;

std::string text(const json::object& object, std::string_view key) { return std::string(object.at(key).as_string()); }

aws::http::Request request_from(const json::object& order) {
  aws::http::Request request{
      .method = text(order, "method"), .target = text(order, "target"), .body = text(order, "body")};
  for (const json::value& header : order.at("headers").as_array()) {
    request.headers.add(std::string(header.at(0).as_string()), std::string(header.at(1).as_string()));
  }
  return request;
}

json::object sign(const json::object& order, aws::http::Request request, aws::Timestamp now) {
  aws::sigv4::sign(request, {text(order, "access_key"), text(order, "secret"), text(order, "token")},
                   {text(order, "region"), text(order, "service")}, now);
  json::array headers;
  for (const auto& [name, value] : request.headers) headers.push_back(json::array{name, value});
  return {{"headers", headers}};
}

json::object verify(const json::object& order, const aws::http::Request& request, aws::Timestamp now) {
  try {
    aws::sigv4::verify(request, aws::sigv4::parse_authorization(request), text(order, "secret"), now);
    return {{"accepted", true}};
  } catch (const aws::Error& error) {
    return {{"accepted", false}, {"code", error.code()}, {"message", error.message()}};
  }
}

}  // namespace

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const json::value parsed = json::parse(line);
    const json::object& order = parsed.as_object();
    const auto now = aws::text::parse_timestamp(text(order, "now")).value();
    const auto request = request_from(order);
    std::cout << (order.at("do") == "sign" ? sign(order, request, now) : verify(order, request, now)) << std::endl;
  }
}
