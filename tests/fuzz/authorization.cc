// A request with an Authorization header: "METHOD TARGET", headers, an empty line, a body.
#include "base/text/timestamp.h"
#include "target.h"
#include "wire/sigv4.h"

namespace aws::fuzz {
namespace {

constexpr std::string_view kSecret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
constexpr Timestamp kNow{std::chrono::seconds(1767323045)};

void verify(const http::Request& request) {
  const auto authorization = sigv4::parse_authorization(request);
  require(!authorization.signed_headers.empty(), "read without an error, and no header is signed");
  // As if it had just been signed, or the age would end it before anything else is looked at.
  sigv4::verify(request, authorization, kSecret, text::parse_timestamp(authorization.timestamp).value_or(kNow));
}

// Whatever a request looks like, both ends make the same of it.
void sign_and_verify(http::Request request) {
  request.headers.set("Host", "localhost");
  sigv4::sign(request, {.access_key_id = "AKIDEXAMPLE", .secret_access_key = std::string(kSecret)},
              {.region = "us-west-2", .service = "iam"}, kNow);
  require(succeeds([&] { sigv4::verify(request, sigv4::parse_authorization(request), kSecret, kNow); }),
          "a request that was signed here is not taken");
}

}  // namespace
}  // namespace aws::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aws::fuzz;
  const Message message = read_message(data, size);
  const auto space = std::min(message.first_line.find(' '), message.first_line.size());
  const aws::http::Request request{.method = message.first_line.substr(0, space),
                                   .target = message.first_line.substr(std::min(space + 1, message.first_line.size())),
                                   .headers = message.headers,
                                   .body = message.body};
  succeeds([&] { verify(request); });
  sign_and_verify(request);
  return 0;
}
