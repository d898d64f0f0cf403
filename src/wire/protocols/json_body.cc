#include "wire/protocols/json_body.h"

#include <array>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "wire/protocols/json.h"
#include "wire/protocols/protocols.h"

namespace aws::wire {
namespace {

namespace json = boost::json;

// DynamoDB's values may nest 32 deep, at two levels of JSON each, within a few levels of request.
constexpr std::size_t kMaxDepth = 80;

json::value parsed(std::string_view text, json::error_code& problem, const json::storage_ptr& memory = {}) {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  return json::parse(text, problem, memory, options);
}

// Memory for a document that is gone as soon as it has been read or written: it is given back all at once.
class Scratch {
 public:
  json::storage_ptr memory() { return &resource_; }

 private:
  std::array<unsigned char, 8192> first_;
  json::monotonic_resource resource_{first_.data(), first_.size()};
};

std::string_view message_key(std::string_view code) {
  return code == "AccessDeniedException" || code == "SerializationException" ? "Message" : "message";
}

// "aws.x#Name:http://..." is "Name".
std::string bare_code(std::string_view type) {
  type = type.substr(0, type.find(':'));
  const auto hash = type.rfind('#');
  return std::string(hash == std::string_view::npos ? type : type.substr(hash + 1));
}

std::string text_of(const json::object* object, std::string_view key) {
  const json::value* found = object == nullptr ? nullptr : object->if_contains(key);
  const json::string* text = found == nullptr ? nullptr : found->if_string();
  return text == nullptr ? "" : std::string(*text);
}

}  // namespace

std::string body_text(const contract::Shape& shape, const void* value) {
  Scratch scratch;
  return json::serialize(to_json(shape, value, scratch.memory()));
}

void read_input(const contract::Operation& operation, std::string_view body, void* input) {
  Scratch scratch;
  json::error_code problem;
  const json::value document = parsed(body, problem, scratch.memory());
  if (problem || !document.is_object()) throw Error("SerializationException", "");
  from_json(*operation.input, document, input);
}

void read_output(const contract::Operation& operation, const http::Response& response, void* output) {
  if (response.body.empty()) return;
  Scratch scratch;
  json::error_code problem;
  const json::value body = parsed(response.body, problem, scratch.memory());
  if (problem) throw invalid_response(operation, response, problem.message());
  try {
    from_json(*operation.output, body, output);
  } catch (const Error& error) {
    throw invalid_response(operation, response, error.message());
  }
}

Error error_from(const contract::Operation& operation, const http::Response& response) {
  json::error_code problem;
  const json::value body = parsed(response.body, problem);
  const json::object* object = problem ? nullptr : body.if_object();
  std::string code = bare_code(text_of(object, "__type"));
  if (code.empty()) code = bare_code(response.headers.get("x-amzn-errortype"));
  if (code.empty()) code = bare_code(text_of(object, "code"));
  if (code.empty()) return invalid_response(operation, response, "an error without a code");
  std::string message = text_of(object, "message");
  if (message.empty()) message = text_of(object, "Message");
  return Error(code, message, response.status, fault_of(response.status));
}

void describe(const Error& error, json::object& body) {
  if (!error.message().empty()) body.emplace(message_key(error.code()), error.message());
  if (error.members().empty()) return;
  const auto members = json::parse(error.members());
  for (const auto& [name, value] : members.as_object()) body[name] = value;
}

}  // namespace aws::wire
