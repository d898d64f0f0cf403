// A request as the region decodes and validates it: "SERVICE OPERATION [QUERY]" in the first line, headers, an empty
// line, a body in the service's protocol.
#include <boost/json/serialize.hpp>

#include "target.h"
#include "wire/protocols/json.h"
#include "wire/protocols/protocol.h"

namespace aws::fuzz {
namespace {

std::string target_of(std::string_view first_line) {
  for (int word = 0; word < 2; ++word) {
    const auto space = first_line.find(' ');
    if (space == std::string_view::npos) return "/";
    first_line.remove_prefix(space + 1);
  }
  return "/?" + std::string(first_line);
}

// A refusal has to reach the caller as it was meant.
void tell(const contract::Operation& operation, const Error& error) {
  const auto& protocol = wire::protocol(operation.service->protocol);
  const auto reply = protocol.encode_error(*operation.service, error, "request-id");
  const auto output = operation.output->make();
  try {
    protocol.decode_response(operation, reply, output.get());
  } catch (const Error& received) {
    require(received.code() == error.code(), "a refusal arrives as another one");
    return;
  }
  require(false, "a refusal arrives as a success");
}

// Forms cannot say everything that a value can (a structure with nothing in it); JSON can.
void compare_again(const contract::Operation& operation, const void* input) {
  const auto& protocol = wire::protocol(operation.service->protocol);
  const auto again = operation.input->make();
  const auto request = protocol.encode_request(operation, input);
  protocol.decode_request(operation, request, again.get());
  const auto text = [&](const void* value) { return boost::json::serialize(wire::to_json(*operation.input, value)); };
  require(text(input) == text(again.get()), "what was decoded is not what its encoding decodes to");
}

void decode(const contract::Operation& operation, const http::Request& request) {
  const auto& protocol = wire::protocol(operation.service->protocol);
  const auto input = operation.input->make();
  try {
    protocol.decode_request(operation, request, input.get());
    wire::validate(operation, input.get());
  } catch (const Error& error) {
    return tell(operation, error);
  }
  const auto kind = operation.service->protocol;
  const bool is_json = kind == contract::ProtocolKind::kJson10 || kind == contract::ProtocolKind::kJson11;
  const bool same = !is_json || succeeds([&] { compare_again(operation, input.get()); });
  require(same, "what was decoded cannot be decoded again");
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aws::fuzz;
  const Message message = read_message(data, size);
  decode(operation_of(message.first_line),
         {.method = "POST", .target = target_of(message.first_line), .headers = message.headers, .body = message.body});
  return 0;
}
