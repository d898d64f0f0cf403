#include <csignal>

#include "region/elbv2/balancer/haproxy_fixture.h"

namespace aws::region::elbv2 {
namespace {

using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(HaproxyBalancerTest, TakesTurnsBetweenTargetsOnOneConnection) {
  start();
  const auto client = connect();
  std::map<std::string, int> turns;
  for (int i = 0; i < 6; ++i) ++turns[served_by(get(*client))];
  EXPECT_EQ(turns, (std::map<std::string, int>{{"i-1", 3}, {"i-2", 3}}));
  EXPECT_FALSE(client->closed());
}

TEST_F(HaproxyBalancerTest, TellsTargetsAboutTheClient) {
  start();
  const auto number = std::to_string(port);
  const auto plain = get();
  EXPECT_THAT(plain, HasSubstr("host: example.com:" + number + "\r\n"));
  EXPECT_THAT(plain, ContainsRegex("x-forwarded-for: 127.0.0.1\r\n"));
  EXPECT_THAT(plain, HasSubstr("x-forwarded-proto: http\r\n"));
  EXPECT_THAT(plain, HasSubstr("x-forwarded-port: " + number + "\r\n"));
  EXPECT_THAT(plain, ContainsRegex("x-amzn-trace-id: Root=1-[0-9a-f]{8}-[0-9a-f]{24}\r\n"));
  EXPECT_THAT(plain, HasSubstr("server: target\r\n"));

  const auto forwarded = exchange(
      "GET / HTTP/1.1\r\nHost: example.com:99\r\nX-Forwarded-For: 203.0.113.7\r\n"
      "X-Amzn-Trace-Id: Self=1-0-0;Root=1-67891233-abcdef012345678912345678;Extra=1\r\n\r\n");
  EXPECT_THAT(forwarded, HasSubstr("host: example.com:99\r\n"));
  EXPECT_THAT(forwarded, HasSubstr("x-forwarded-for: 203.0.113.7, 127.0.0.1\r\n"));
  EXPECT_THAT(forwarded, ContainsRegex("x-amzn-trace-id: Self=1-[0-9a-f]{8}-[0-9a-f]{24};"
                                       "Root=1-67891233-abcdef012345678912345678;Extra=1\r\n"));

  const auto absolute = exchange("GET http://other.example:7/ HTTP/1.1\r\nHost: other.example:7\r\n\r\n");
  EXPECT_THAT(absolute, HasSubstr("host: other.example:7\r\n"));
}

TEST_F(HaproxyBalancerTest, AnswersForTargetsThatDoNot) {
  start();
  const auto hung_up = get("/hang-up");
  EXPECT_THAT(hung_up, StartsWith("HTTP/1.1 502 Bad Gateway\r\n"));
  EXPECT_THAT(hung_up, HasSubstr("server: awselb/2.0\r\n"));
  EXPECT_THAT(hung_up, HasSubstr("content-type: text/html\r\n"));
  EXPECT_THAT(hung_up, HasSubstr("content-length: 122\r\n"));
  EXPECT_THAT(hung_up, ContainsRegex("date: [A-Z][a-z]{2}, .* GMT\r\n"));
  EXPECT_EQ(body(hung_up), page(502));

  // On a connection that has had an answer before, too.
  const auto client = connect();
  get(*client);
  const auto second = get(*client, "/hang-up");
  EXPECT_THAT(second, HasSubstr("connection: close\r\n"));
  EXPECT_EQ(body(second), page(502));
  const auto posting = connect();
  get(*posting);
  posting->send("POST /hang-up HTTP/1.1\r\nHost: example.com\r\nContent-Length: 5\r\n\r\nhello");
  EXPECT_EQ(body(reply(*posting)), page(502));

  targets.clear();
  EXPECT_EQ(body(get()), page(502)) << "connections are refused now";
  state.groups["web"].servers.clear();
  apply();
  const auto nobody = get();
  EXPECT_THAT(nobody, StartsWith("HTTP/1.1 503 Service Temporarily Unavailable\r\n"));
  EXPECT_THAT(nobody, HasSubstr("content-length: 162\r\n"));
  EXPECT_EQ(body(nobody), page(503));
}

TEST_F(HaproxyBalancerTest, KeepsConnectionsToTargets) {
  state.groups["web"].servers = {targets[0]->server()};
  start();
  state.groups["web"].servers = {targets[1]->server()};
  apply();  // to one that comes while HAProxy runs, too
  const auto client = connect();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(served_by(get(*client)), "i-2");
  EXPECT_LE(targets[1]->connections(), 3);
}

TEST_F(HaproxyBalancerTest, AnswersRequestsThatItDoesNotPassOn) {
  start();
  EXPECT_THAT(exchange("TRACE / HTTP/1.1\r\nHost: example.com\r\n\r\n"), StartsWith("HTTP/1.1 405 Not Allowed\r\n"));
  EXPECT_THAT(exchange("GET / nonsense\r\n\r\n"), StartsWith("HTTP/1.1 400 Bad"));
  std::string addresses = "10.0.0.1";
  for (int i = 0; i < 30; ++i) addresses += ", 10.0.0.1";
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\nHost: example.com\r\nX-Forwarded-For: " + addresses + "\r\n\r\n"),
              StartsWith("HTTP/1.1 463"));
}

TEST_F(HaproxyBalancerTest, DoesNotWaitForATargetForEver) {
  options.speed = 1000;
  options.shortest_idle = 300ms;
  start();
  const auto late = get("/wait");
  EXPECT_THAT(late, StartsWith("HTTP/1.1 504 Gateway Time-out\r\n"));
  EXPECT_EQ(body(late), page(504));
}

TEST_F(HaproxyBalancerTest, ARequestInFlightOutlivesItsTargetsPlaceInTheGroup) {
  start();
  state.groups["web"].servers = {targets[0]->server()};
  apply();
  const auto client = connect();
  client->get("/wait");
  ASSERT_TRUE(run_until([&] { return targets[0]->waiting() == 1; }));

  state.groups["web"].servers = {targets[1]->server()};
  balancer->apply(state);
  EXPECT_EQ(count(), (RequestCounts{{"web", {{"i-1", 1}}}}));
  for (int i = 0; i < 4; ++i) EXPECT_EQ(served_by(get()), "i-2");

  targets[0]->release();
  EXPECT_EQ(served_by(reply(*client)), "i-1");
  EXPECT_EQ(count(), RequestCounts{});
  ASSERT_TRUE(run_until([&] { return balancer->settled(); }));

  state.groups["web"].servers = {targets[0]->server()};
  apply();
  EXPECT_EQ(served_by(get()), "i-1") << "it is welcome again";
}

TEST_F(HaproxyBalancerTest, AbortedRequestsGetA502) {
  start();
  const auto client = connect();
  client->get("/wait");
  ASSERT_TRUE(run_until([&] { return targets[0]->waiting() + targets[1]->waiting() == 1; }));
  for (const auto* id : {"i-1", "i-2"}) balancer->abort_requests("web", id);
  EXPECT_EQ(body(reply(*client)), page(502));
}

TEST_F(HaproxyBalancerTest, RefusesClientsFromElsewhere) {
  state.listeners[0].allowed_sources = {"203.0.113.7/32"};
  start();
  const auto refused = connect();
  EXPECT_TRUE(run_until([&] { return refused->closed(); }));
  const int worker = processes().back();

  state.listeners[0].allowed_sources = {"203.0.113.7/32", "127.0.0.0/8"};
  apply();
  EXPECT_THAT(get(), StartsWith("HTTP/1.1 200 OK\r\n"));
  state.listeners[0].allowed_sources = {};
  apply();
  EXPECT_TRUE(run_until([client = connect()] { return client->closed(); }));
  EXPECT_EQ(processes().back(), worker) << "no reload";
}

TEST_F(HaproxyBalancerTest, ListenersComeAndGoWithoutDisturbingAnybody) {
  start();
  const auto in_flight = connect();
  in_flight->get("/wait");
  ASSERT_TRUE(run_until([&] { return targets[0]->waiting() + targets[1]->waiting() == 1; }));

  const auto second = static_cast<std::uint16_t>(port + 1);
  for (int round = 0; round < 3; ++round) {
    if (round % 2 == 0) {
      state.listeners.push_back(forwarding(address, second, "web", {"127.0.0.0/8"}));
    } else {
      state.listeners.pop_back();
    }
    balancer->apply(state);
    int answered = 0;
    ASSERT_TRUE(run_until([&] {
      EXPECT_THAT(get(), StartsWith("HTTP/1.1 200 OK\r\n"));
      return ++answered >= 20 && balancer->settled();
    })) << log();
  }
  EXPECT_THAT(get(*connect(second)), StartsWith("HTTP/1.1 200 OK\r\n"));
  const auto counts = count();
  EXPECT_EQ(counts.at("web").begin()->second, 1) << "in flight in the process before the reload";
  for (const auto& target : targets) target->release();
  EXPECT_THAT(reply(*in_flight), StartsWith("HTTP/1.1 200 OK\r\n"));
}

TEST_F(HaproxyBalancerTest, AClientStaysWithItsTargetWhateverBecomesOfListeners) {
  state.groups["web"].spreading.app_cookie = "session";
  state.groups["web"].spreading.app_cookie_duration = 60s;
  start();
  EXPECT_THAT(get(), Not(HasSubstr("AWSALBAPP")));
  std::map<std::string, std::string> cookies;  // by target
  for (int i = 0; i < 2; ++i) {
    const auto logged_in = get("/login");
    EXPECT_THAT(logged_in, ContainsRegex("AWSALBAPP-web=[0-9a-f]+; Expires=.* GMT; Path=/\r\n"));
    const auto cookie = logged_in.substr(logged_in.find("AWSALBAPP-web="));
    cookies[served_by(logged_in)] = "Cookie: session=42; " + cookie.substr(0, cookie.find(';'));
  }
  ASSERT_EQ(cookies.size(), 2U);
  const auto ask = [&](const std::string& cookie) { return exchange("GET / HTTP/1.1\r\n" + cookie + "\r\n\r\n"); };
  const auto stay = [&] {
    for (int i = 0; i < 3; ++i) {
      for (const auto& [target, cookie] : cookies) {
        EXPECT_EQ(served_by(ask(cookie)), target);
        EXPECT_THAT(ask(cookie), HasSubstr("AWSALBAPP-web=")) << "it lasts for as long again";
      }
    }
  };
  stay();
  state.listeners.push_back(forwarding(address, static_cast<std::uint16_t>(port + 1), "web", {"127.0.0.0/8"}));
  apply();
  stay();
  state.groups["web"].servers = {targets[1]->server()};
  apply();
  EXPECT_EQ(served_by(ask(cookies["i-1"])), "i-2") << "its own has gone";
  state.groups["web"].servers = {targets[1]->server(), targets[0]->server()};
  apply();
  stay();
  auto without = cookies["i-1"];
  without.replace(without.find("session=42; "), 12, "");
  EXPECT_NE(served_by(ask(without)), served_by(ask(without))) << "the application has ended the session";
}

TEST_F(HaproxyBalancerTest, StartsHaproxyAgainWithEverything) {
  start();
  state.groups["web"].servers = {targets[1]->server()};
  apply();
  const auto before = processes();
  kill(before.back(), SIGKILL);
  ASSERT_TRUE(run_until([&] { return !balancer->settled(); }));
  ASSERT_TRUE(run_until([&] { return balancer->settled(); })) << log();
  EXPECT_NE(processes(), before);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(served_by(get()), "i-2");
}

TEST_F(HaproxyBalancerTest, LeavesNoProcess) {
  start();
  const auto started = processes();
  ASSERT_GE(started.size(), 2U);
  state.listeners.clear();
  state.groups.clear();
  apply();
  EXPECT_EQ(balancer->pid(), 0) << "nothing to do, nothing runs";
  for (const int process : started) EXPECT_NE(kill(process, 0), 0);

  state.listeners = {forwarding(address, port, "web", {"127.0.0.0/8"})};
  state.groups["web"].servers = {targets[0]->server()};
  apply();
  const auto again = processes();
  balancer.reset();
  for (const int process : again) EXPECT_NE(kill(process, 0), 0);
}

TEST_F(HaproxyBalancerTest, KnowsWhatItCannotBindAndServesTheRest) {
  tcp::acceptor taken(loop.context(), {asio::ip::make_address(address), 0});
  const auto taken_port = taken.local_endpoint().port();
  start();
  EXPECT_EQ(balancer->cannot_bind(address, taken_port), "Address already in use");
  EXPECT_EQ(balancer->cannot_bind("192.0.2.1", 80), "Cannot assign requested address");
  EXPECT_EQ(balancer->cannot_bind(address, static_cast<std::uint16_t>(port + 1)), std::nullopt);
  EXPECT_EQ(balancer->cannot_bind(address, port), std::nullopt) << "its own";

  // As after a restart of the region, when somebody took the port meanwhile.
  state.listeners.push_back(forwarding(address, taken_port, "web", {"127.0.0.0/8"}));
  balancer->apply(state);
  EXPECT_THAT(get(), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_FALSE(balancer->settled());
}

TEST_F(HaproxyBalancerTest, SaysHowToInstallHaproxy) {
  options.program = folder / "haproxy";
  try {
    const HaproxyBalancer unable(loop.context(), loop, options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "HaproxyMissing");
    EXPECT_THAT(error.message(), EndsWith("Install it: sudo apt-get install haproxy"));
  }
}

}  // namespace
}  // namespace aws::region::elbv2
