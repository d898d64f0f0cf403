#include "client/http/http_transport.h"

#include <gmock/gmock.h>

#include <future>

#include "base/clock.h"
#include "base/error.h"
#include "base/fibers/fibers.h"
#include "client/http/curl_transport.h"
#include "client/http/fake_server.h"
#include "client/http/http_get.h"
#include "client/http/local_transport.h"

namespace aws::client {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using namespace std::chrono_literals;

constexpr const char* kOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Two: a\r\n\r\nok";

http::Request post(const std::string& body = "") { return {.method = "POST", .target = "/", .body = body}; }

std::string code_of(Transport& transport, const std::string& url) {
  try {
    return std::to_string(transport.send(url, post()).status);
  } catch (const Error& error) {
    return error.code();
  }
}

// What both transports do alike.
template <class T>
struct ATransport : ::testing::Test {};
using Transports = ::testing::Types<LocalTransport, CurlTransport>;
TYPED_TEST_SUITE(ATransport, Transports);

TYPED_TEST(ATransport, SendsARequestAsItIs) {
  FakeServer server{{kOk}};
  TypeParam transport({.timeout = 5s});
  const auto response = transport.send(
      server.url(), {.method = "POST", .target = "/a/../b?c=%20", .headers = {{"Host", "other"}, {"X-One", "1"}}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.headers.get("x-two"), "a");
  EXPECT_EQ(response.body, "ok");
  const std::string request = server.requests().at(0);
  EXPECT_THAT(request, HasSubstr("POST /a/../b?c=%20 HTTP/1.1\r\n"));
  EXPECT_THAT(request, HasSubstr("Host: other\r\n"));
  EXPECT_THAT(request, HasSubstr("X-One: 1\r\n"));
  EXPECT_THAT(request, HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(request, Not(HasSubstr("Content-Type")));
  EXPECT_THAT(request, Not(HasSubstr("Accept")));
}

TYPED_TEST(ATransport, KeepsConnections) {
  FakeServer server{{kOk, kOk, kOk}};
  TypeParam transport({.timeout = 5s});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(code_of(transport, server.url()), "200");
}

TYPED_TEST(ATransport, TakesNothingUnaskedForTheNextReply) {
  FakeServer server{{std::string(kOk) + "HTTP/1.1 500 Unasked\r\nContent-Length: 0\r\n\r\n"}, {kOk}};
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, server.url()), "200");
  EXPECT_EQ(code_of(transport, server.url()), "200");
}

TYPED_TEST(ATransport, ReadsARedirectAsAReply) {
  FakeServer server{{"HTTP/1.1 302 Found\r\nLocation: http://192.0.2.1/\r\nContent-Length: 0\r\n\r\n"}};
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, server.url()), "302");
}

TYPED_TEST(ATransport, NoConnectionHadNoEffect) {
  std::string url;
  {
    FakeServer gone{};
    url = gone.url();
  }
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, url), "ConnectionError");
}

TYPED_TEST(ATransport, ABrokenConnectionMayHaveHadAnEffect) {
  FakeServer server{{""}, {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}};
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, server.url()), "ConnectionLost") << "no reply";
  EXPECT_EQ(code_of(transport, server.url()), "ConnectionLost") << "half a reply";
}

TYPED_TEST(ATransport, DoesNotRepeatByItselfOnAKeptConnection) {
  FakeServer server{{kOk, ""}, {kOk}};
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, server.url()), "200");
  EXPECT_EQ(code_of(transport, server.url()), "ConnectionLost");
  EXPECT_EQ(server.requests().size(), 2);
  EXPECT_EQ(code_of(transport, server.url()), "200");
}

// The server takes the request, dies, and is not there when libcurl connects again.
TYPED_TEST(ATransport, AServerThatDiedDoesNotMakeALostRequestLookUnsent) {
  FakeServer server{{kOk, ""}};
  TypeParam transport({.timeout = 5s});
  EXPECT_EQ(code_of(transport, server.url()), "200");
  EXPECT_EQ(code_of(transport, server.url()), "ConnectionLost");
}

TYPED_TEST(ATransport, WaitsNoLongerThanItsTimeout) {
  FakeServer server{{"silence"}};
  TypeParam transport({.timeout = 50ms});
  EXPECT_EQ(code_of(transport, server.url()), "RequestTimeout");
}

TYPED_TEST(ATransport, AnInterruptEndsACall) {
  FakeServer server{{"silence"}};
  HttpOptions options;
  options.check_interrupt = [&server] {
    if (!server.requests().empty()) throw Interrupted{2};
  };
  TypeParam transport(options);
  EXPECT_THROW(transport.send(server.url(), post()), Interrupted);
}

TYPED_TEST(ATransport, RefusesAReplyThatIsTooLarge) {
  FakeServer server{{kOk}};
  TypeParam transport({.max_body_bytes = 1});
  EXPECT_EQ(code_of(transport, server.url()), "ConnectionLost");
}

TYPED_TEST(ATransport, ServesThreadsAtTheSameTime) {
  FakeServer server{{kOk}, {kOk}, {kOk}, {kOk}};
  TypeParam transport({.keep_alive = false});
  std::vector<std::future<std::string>> calls;
  for (int i = 0; i < 4; ++i) {
    calls.push_back(std::async(std::launch::async, [&] { return code_of(transport, server.url()); }));
  }
  for (auto& call : calls) EXPECT_EQ(call.get(), "200");
}

TEST(HttpTransport, KnowsWhatIsNear) {
  for (const char* near : {"http://127.31.0.5", "http://127.0.0.1:4566", "http://localhost:80",
                           "https://169.254.169.254", "http://[::1]:80"}) {
    EXPECT_TRUE(is_near(near)) << near;
  }
  for (const char* far : {"http://10.0.0.1", "http://127.0.0.1.example.com", "http://localhost.x"}) {
    EXPECT_FALSE(is_near(far)) << far;
  }
}

TEST(HttpTransport, AsksNobodyForTheWayToAnAddress) {
  const Proxies none, proxy{.http = "http://127.0.0.1:3128"};
  EXPECT_TRUE(is_direct("http://172.31.0.3", none));
  EXPECT_FALSE(is_direct("http://172.31.0.3", proxy));
  EXPECT_TRUE(is_direct("http://127.0.0.1", proxy));
  for (const char* other : {"https://172.31.0.3", "http://example.com"}) EXPECT_FALSE(is_direct(other, none)) << other;
}

TEST(HttpTransport, ReachesWhatIsNearByIpv6) {
  HttpTransport transport;
  EXPECT_EQ(code_of(transport, "http://[::1]:1"), "ConnectionError");
  EXPECT_EQ(code_of(transport, "http://[::1]x"), "InvalidEndpoint");
}

TEST(HttpTransport, AFiberThatWaitsHoldsUpNoOther) {
  FakeServer slow{{"silence"}};
  FakeServer quick{{kOk}, {kOk}};
  EventLoop loop;
  Fibers fibers(loop);
  HttpTransport transport({.timeout = 300ms, .loop = &loop});
  std::vector<std::string> ended;
  const auto begin = [&](const std::string& name, const std::string& url) {
    fibers.start([&, name, url] {
      ended.push_back(name + ": " + code_of(transport, url));
      if (ended.size() == 4) loop.stop();
    });
  };
  begin("waits in vain", slow.url());
  begin("by libcurl, on a thread", "https://127.0.0.1:1");  // nobody is there
  begin("quick", quick.url());
  loop.post([&] { begin("quick", quick.url()); });
  loop.run();
  EXPECT_THAT(ended, UnorderedElementsAre("quick: 200", "quick: 200", "by libcurl, on a thread: ConnectionError",
                                          "waits in vain: RequestTimeout"));
  EXPECT_EQ(ended.back(), "waits in vain: RequestTimeout");
}

TEST(HttpGet, UsesAConnectionOfItsOwn) {
  FakeServer server{{kOk, kOk}, {kOk}};
  EXPECT_EQ(http_get(server.url()).body, "ok");
  EXPECT_EQ(http_get(server.url() + "?q=1").body, "ok");
  EXPECT_THAT(server.requests().at(1), HasSubstr("GET /?q=1 HTTP/1.1\r\n"));
}

TEST(HttpGet, RefusesWhatIsNoUrl) { EXPECT_THROW(http_get("127.0.0.1"), Error); }

}  // namespace
}  // namespace aws::client
