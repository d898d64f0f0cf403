// A reply as the client decodes it: "SERVICE OPERATION STATUS" in the first line, headers, an empty line, a body in the
// service's protocol.
#include <charconv>

#include "target.h"
#include "wire/protocols/protocol.h"

namespace aws::fuzz {
namespace {

// A reply without a number that a reply can have is a success.
int status_of(std::string_view first_line) {
  const auto space = first_line.rfind(' ');
  if (space == std::string_view::npos) return 200;
  const std::string_view text = first_line.substr(space + 1);
  int status = 200;
  std::from_chars(text.data(), text.data() + text.size(), status);
  return status >= 100 && status < 1000 ? status : 200;
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aws::fuzz;
  Message message = read_message(data, size);
  const auto& operation = operation_of(message.first_line);
  const aws::http::Response response{
      .status = status_of(message.first_line), .headers = std::move(message.headers), .body = std::move(message.body)};
  const auto output = operation.output->make();
  const bool read = succeeds(
      [&] { aws::wire::protocol(operation.service->protocol).decode_response(operation, response, output.get()); });
  require(!read || response.status / 100 == 2, "an error is read as a success");
  return 0;
}
