// HAProxy itself, driven by the balancer: targets and clients are sockets on the same event loop.
#include "region/elbv2/balancer/haproxy_balancer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <csignal>
#include <fstream>
#include <optional>

#include "base/error.h"
#include "base/event_loop.h"
#include "region/elbv2/balancer/forwarding.h"
#include "testing/temporary_folder.h"

namespace aws::region::elbv2 {
namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;
using ::testing::ContainsRegex;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using namespace std::chrono_literals;

// Answers with its name and the request that it got, and with a cookie on /login; hangs up on /hang-up, and keeps /wait
// waiting until released.
class HttpTarget {
 public:
  HttpTarget(asio::io_context& context, const std::string& address, std::string name)
      : acceptor_(context, tcp::endpoint(asio::ip::make_address(address), 0)), name_(std::move(name)) {
    accept();
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  BalancedServer server() const {
    return {.name = name_, .address = acceptor_.local_endpoint().address().to_string(), .port = port()};
  }
  std::size_t waiting() const { return waiting_.size(); }
  int connections() const { return connections_; }  // that have ever been made
  void release() {
    for (const auto& connection : std::exchange(waiting_, {})) answer(connection);
  }

 private:
  struct Connection {
    explicit Connection(tcp::socket socket_) : socket(std::move(socket_)) {}
    tcp::socket socket;
    std::string request;
    std::string response;
  };
  using Shared = std::shared_ptr<Connection>;

  void accept() {
    acceptor_.async_accept([this, token = std::weak_ptr(alive_)](auto error, tcp::socket socket) {
      if (error || token.expired()) return;
      ++connections_;
      read(std::make_shared<Connection>(std::move(socket)));
      accept();
    });
  }
  void read(const Shared& connection) {
    asio::async_read_until(connection->socket, asio::dynamic_buffer(connection->request), "\r\n\r\n",
                           [this, connection, token = std::weak_ptr(alive_)](auto error, std::size_t) {
                             if (error || token.expired() || connection->request.find(" /hang-up ") < 5) return;
                             if (connection->request.starts_with("GET /wait")) return waiting_.push_back(connection);
                             answer(connection);
                           });
  }
  void answer(const Shared& connection) {
    const bool logs_in = connection->request.starts_with("GET /login");
    const auto body = name_ + '\n' + std::exchange(connection->request, {});
    connection->response = std::string("HTTP/1.1 200 OK\r\nServer: target\r\n") +
                           (logs_in ? "Set-Cookie: session=42\r\n" : "") +
                           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    asio::async_write(connection->socket, asio::buffer(connection->response),
                      [this, connection, token = std::weak_ptr(alive_)](auto error, std::size_t) {
                        if (!error && !token.expired()) read(connection);
                      });
  }

  tcp::acceptor acceptor_;
  std::string name_;
  std::vector<Shared> waiting_;
  int connections_ = 0;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>();  // for completions that were under way when this ended
};

// A client's connection. A reply is complete when its Content-Length is there; "" means that it was closed without one.
class Client {
 public:
  Client(asio::io_context& context, const std::string& address, std::uint16_t port) : socket_(context) {
    socket_.async_connect({asio::ip::make_address(address), port}, [this](auto error) { error ? close() : receive(); });
  }
  void send(const std::string& text) { asio::write(socket_, asio::buffer(text)); }
  void get(const std::string& path) { send("GET " + path + " HTTP/1.1\r\nHost: example.com\r\n\r\n"); }
  bool connected() const { return receiving_; }
  bool closed() const { return closed_; }
  bool replied() const { return closed_ || reply_size() > 0; }
  std::string take_reply() {
    const auto size = reply_size();
    auto reply = received_.substr(0, size);
    received_.erase(0, size);
    return reply;
  }

 private:
  std::size_t reply_size() const {
    const auto head = received_.find("\r\n\r\n");
    if (head == std::string::npos) return 0;
    const auto field = received_.find("ontent-length: ");
    const auto size = head + 4 + (field < head ? std::stoul(received_.substr(field + 15)) : 0);
    return received_.size() >= size ? size : 0;
  }
  void receive() {
    receiving_ = true;
    socket_.async_read_some(asio::buffer(chunk_), [this, token = std::weak_ptr(alive_)](auto error, std::size_t size) {
      if (token.expired()) return;
      if (error) return close();
      received_.append(chunk_, size);
      receive();
    });
  }
  void close() { closed_ = true; }

  tcp::socket socket_;
  char chunk_[65536];
  std::string received_;
  bool receiving_ = false;
  bool closed_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>();
};

class HaproxyBalancerTest : public ::testing::Test {
 protected:
  HaproxyBalancerTest() {
    options = {.folder = folder / "balancer", .supervisor = INSTANCE_SUPERVISOR, .shortest_idle = 5s};
    for (const auto* id : {"i-1", "i-2"}) {
      targets.push_back(std::make_unique<HttpTarget>(loop.context(), "127.31.200.1", id));
    }
    state.listeners = {forwarding(address, port, "web", {"127.0.0.0/8"})};
    state.groups["web"].servers = {targets[0]->server(), targets[1]->server()};
  }
  ~HaproxyBalancerTest() override { balancer.reset(); }

  void start() {
    balancer = std::make_unique<HaproxyBalancer>(loop.context(), loop, options);
    apply();
  }
  void apply() {
    balancer->apply(state);
    ASSERT_TRUE(run_until([&] { return balancer->settled(); })) << log();
  }
  template <class Predicate>
  ::testing::AssertionResult run_until(Predicate holds) {
    bool late = false;
    const Timer bound = loop.after(20s, [&] { late = true; });
    while (!holds()) {
      if (late) return ::testing::AssertionFailure() << "not within 20 s";
      loop.context().restart();
      loop.context().run_one_for(10ms);
    }
    return ::testing::AssertionSuccess();
  }
  std::unique_ptr<Client> connect(std::uint16_t to) {
    auto client = std::make_unique<Client>(loop.context(), address, to);
    EXPECT_TRUE(run_until([&] { return client->connected() || client->closed(); }));
    return client;
  }
  std::unique_ptr<Client> connect() { return connect(port); }
  std::string reply(Client& client) {
    EXPECT_TRUE(run_until([&] { return client.replied(); }));
    return client.take_reply();
  }
  std::string get(Client& client, const std::string& path = "/") {
    client.get(path);
    return reply(client);
  }
  std::string get(const std::string& path = "/") { return get(*connect(), path); }
  std::string exchange(const std::string& request) {
    const auto client = connect();
    client->send(request);
    return reply(*client);
  }
  static std::string body(const std::string& reply) { return reply.substr(reply.find("\r\n\r\n") + 4); }
  static std::string served_by(const std::string& reply) { return body(reply).substr(0, body(reply).find('\n')); }
  static std::string page(int status) { return body(error_page(status)); }
  RequestCounts count() {
    std::optional<RequestCounts> counted;
    balancer->count_requests([&](const RequestCounts& counts) { counted = counts; });
    EXPECT_TRUE(run_until([&] { return counted.has_value(); }));
    return counted.value_or(RequestCounts{});
  }
  std::string log() {
    std::ostringstream text;
    text << std::ifstream(options.folder / "haproxy.log").rdbuf();
    return text.str();
  }
  // HAProxy's processes below the supervisor: the master, then its workers.
  std::vector<int> processes() {
    std::vector<int> found{balancer->pid()};
    for (std::size_t i = 0; i < found.size(); ++i) {
      const auto id = std::to_string(found[i]);
      std::ifstream children("/proc/" + id + "/task/" + id + "/children");
      for (int child = 0; children >> child;) found.push_back(child);
    }
    found.erase(found.begin());
    return found;
  }

  EventLoop loop;
  const testing::TemporaryFolder temporary;
  const fs::path folder = temporary.path();
  HaproxyOptions options;
  const std::string address = "127.31.200.100";
  // Of this process's own, for two runs of the tests at the same time.
  const std::uint16_t port = static_cast<std::uint16_t>(18'000 + getpid() % 10'000 * 2);
  std::vector<std::unique_ptr<HttpTarget>> targets;
  BalancerState state;
  std::unique_ptr<HaproxyBalancer> balancer;
};

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
