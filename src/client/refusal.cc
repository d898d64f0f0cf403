#include "client/refusal.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "base/text/timestamp.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;
using Codes = std::array<std::string_view, 4>;

// How services name a signature that is too old or too new, each after its own fashion.
constexpr Codes kUntimely{"SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure", "RequestExpired"};
constexpr Codes kExpired{"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"};
constexpr auto kTolerated = 4min;  // the strictest services allow five

bool contains(const Codes& codes, const std::string& code) { return std::ranges::find(codes, code) != codes.end(); }

std::string clock_difference(const http::Response& reply, Timestamp now) {
  const auto theirs = text::parse_timestamp(reply.headers.get("Date"));
  if (!theirs) return "";
  const auto ahead = std::chrono::round<std::chrono::minutes>(now - *theirs);
  if (std::chrono::abs(ahead) < kTolerated) return "";
  return fmt::format("this machine's clock is {} minutes {} the service's: set it", std::chrono::abs(ahead).count(),
                     ahead > 0min ? "ahead of" : "behind");
}

}  // namespace

Error explain_refusal(const Error& error, const http::Response& reply, Timestamp now, const std::string& place) {
  if (contains(kUntimely, error.code())) {
    const std::string difference = clock_difference(reply, now);
    if (!difference.empty()) return error.with_note(difference);
  }
  if (!contains(kExpired, error.code())) return error;
  return error.with_note(fmt::format("the session of {} has expired: begin a new one", place));
}

}  // namespace aws::client
