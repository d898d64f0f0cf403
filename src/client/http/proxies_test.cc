#include "client/http/proxies.h"

#include <gmock/gmock.h>

#include "base/error.h"
#include "client/fake_environment.h"
#include "client/http/fake_server.h"
#include "client/http/http_transport.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr const char* kFine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

Proxies of(const FakeEnvironment& environment) { return proxies_of(environment.get()); }

// A host that no name server knows: who reaches it went through the proxy.
constexpr const char* kFar = "http://service.invalid";

std::string outcome(const Proxies& proxies, const std::string& base_url) {
  HttpTransport transport({.timeout = 5s, .proxies = proxies});
  try {
    return transport.send(base_url, {.method = "POST", .target = "/x", .headers = {{"Authorization", "secret"}}}).body;
  } catch (const Error& error) {
    return error.code();
  }
}

TEST(Proxies, ComeFromTheEnvironmentInSmallAndCapitalLetters) {
  EXPECT_EQ(of(FakeEnvironment{}), Proxies{});
  EXPECT_EQ(of({{"HTTP_PROXY", "http://a:1"}, {"HTTPS_PROXY", "http://b:2"}, {"NO_PROXY", "x"}}),
            (Proxies{.http = "http://a:1", .https = "http://b:2", .except = "x"}));
  EXPECT_EQ(of({{"HTTP_PROXY", "http://a:1"}, {"http_proxy", "http://c:3"}}).http, "http://c:3");
}

TEST(Proxies, OneMayServeBothSchemes) {
  EXPECT_EQ(of({{"ALL_PROXY", "http://all:1"}, {"https_proxy", "http://b:2"}}),
            (Proxies{.http = "http://all:1", .https = "http://b:2", .except = ""}));
}

TEST(Proxies, CarryPlainRequests) {
  FakeServer proxy{{kFine}};
  EXPECT_EQ(outcome({.http = proxy.url()}, kFar), "ok");
  EXPECT_THAT(proxy.requests().at(0), StartsWith("POST http://service.invalid/x HTTP/1.1\r\n"));
}

TEST(Proxies, AreTunnelsForTlsAndSeeNothingInside) {
  FakeServer proxy{{"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"}};
  EXPECT_EQ(outcome({.https = proxy.url()}, "https://service.invalid"), "ConnectionError");
  EXPECT_THAT(proxy.requests().at(0), StartsWith("CONNECT service.invalid:443 HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.requests().at(0), ::testing::Not(HasSubstr("secret")));
}

TEST(Proxies, AreLeftOutForWhatTheyAreNotFor) {
  FakeServer proxy{};
  FakeServer server{{kFine}, {kFine}};
  std::string any_address = server.url();
  any_address.replace(any_address.find("127.0.0.1"), 9, "0.0.0.0");  // is here, but not known to be
  EXPECT_EQ(outcome({.http = proxy.url(), .except = "example.com,0.0.0.0"}, any_address), "ok");
  EXPECT_EQ(outcome({.https = proxy.url()}, any_address), "ok") << "the other scheme's";
  EXPECT_THAT(proxy.requests(), IsEmpty());
}

TEST(Proxies, AreNeverAskedForWhatIsNear) {
  FakeServer proxy{};
  const Proxies proxies{.http = proxy.url(), .https = proxy.url()};
  std::string gone;
  {
    FakeServer near{{kFine}};
    EXPECT_EQ(outcome(proxies, near.url()), "ok");
    gone = near.url();
  }
  EXPECT_EQ(outcome(proxies, gone.insert(4, "s")), "ConnectionError") << "of libcurl, which does TLS";
  EXPECT_THAT(proxy.requests(), IsEmpty());
}

}  // namespace
}  // namespace aws::client
