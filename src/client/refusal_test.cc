#include "client/refusal.h"

#include <gtest/gtest.h>

#include "testing/simulated_clock.h"

namespace aws::client {
namespace {

using namespace std::chrono_literals;

std::string explained(const std::string& code, const std::string& date) {
  const testing::SimulatedClock clock;  // 2026-01-02T03:04:05Z
  const http::Response reply{.status = 403, .headers = {{"Date", date}}, .body = ""};
  return explain_refusal(Error(code, "no", 403), reply, clock.now(), "the environment (AWS_ACCESS_KEY_ID)").what();
}

TEST(Refusal, SaysByHowMuchTheClocksDiffer) {
  EXPECT_EQ(explained("SignatureDoesNotMatch", "Fri, 02 Jan 2026 03:21:05 GMT"),
            "SignatureDoesNotMatch: no (this machine's clock is 17 minutes behind the service's: set it)");
  EXPECT_EQ(explained("AuthFailure", "Fri, 02 Jan 2026 02:04:00 GMT"),
            "AuthFailure: no (this machine's clock is 60 minutes ahead of the service's: set it)");
}

TEST(Refusal, ClocksThatAgreeAreNotToBlame) {
  for (const char* date : {"Fri, 02 Jan 2026 03:03:50 GMT", "", "yesterday"}) {
    EXPECT_EQ(explained("InvalidSignatureException", date), "InvalidSignatureException: no");
  }
}

TEST(Refusal, SaysWhoseSessionHasExpired) {
  EXPECT_EQ(explained("ExpiredToken", ""),
            "ExpiredToken: no (the session of the environment (AWS_ACCESS_KEY_ID) has expired: begin a new one)");
  EXPECT_EQ(explained("RequestExpired", "Fri, 02 Jan 2026 03:04:05 GMT"),
            "RequestExpired: no (the session of the environment (AWS_ACCESS_KEY_ID) has expired: begin a new one)");
}

TEST(Refusal, AnotherErrorStaysAsItIs) {
  EXPECT_EQ(explained("AccessDenied", "Fri, 02 Jan 2026 09:04:05 GMT"), "AccessDenied: no");
}

}  // namespace
}  // namespace aws::client
