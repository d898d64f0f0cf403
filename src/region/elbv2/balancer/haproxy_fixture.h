// HAProxy itself, driven by the balancer: targets and clients are sockets on the same event loop. Test code only.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <fstream>
#include <optional>

#include "base/error.h"
#include "base/event_loop.h"
#include "region/elbv2/balancer/forwarding.h"
#include "region/elbv2/balancer/haproxy_balancer.h"
#include "testing/temporary_folder.h"

namespace aws::region::elbv2 {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using asio::ip::tcp;
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
    options = {.folder = folder / "balancer",
               .supervisor = INSTANCE_SUPERVISOR,
               .launcher = HAPROXY_LAUNCHER,
               .shortest_idle = 5s};
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

}  // namespace aws::region::elbv2
