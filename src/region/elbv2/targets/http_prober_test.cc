#include "region/elbv2/targets/http_prober.h"

#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <optional>

#include "base/event_loop.h"
#include "testing/simulated_clock.h"

namespace aws::region::elbv2 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Kind = ProbeReply::Kind;

// A target that reads one request and answers it with whatever the test says; with nothing it closes.
class ScriptedTarget {
 public:
  ScriptedTarget(asio::io_context& context, std::string answer)
      : acceptor_(context, tcp::endpoint(asio::ip::make_address("127.0.0.1"), 0)),
        socket_(context),
        answer_(std::move(answer)) {
    acceptor_.async_accept(socket_, [this](auto error) {
      if (!error) read();
    });
  }
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
  void stay_silent() { silent_ = true; }
  const std::string& request() const { return request_; }

 private:
  void read() {
    asio::async_read_until(socket_, asio::dynamic_buffer(request_), "\r\n\r\n", [this](auto error, std::size_t) {
      if (error || silent_) return;
      asio::async_write(socket_, asio::buffer(answer_), [this, token = std::weak_ptr(alive_)](auto, std::size_t) {
        if (!token.expired()) socket_.close();
      });
    });
  }

  tcp::acceptor acceptor_;
  tcp::socket socket_;
  std::string answer_;
  std::string request_;
  bool silent_ = false;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>();
};

class HttpProberTest : public ::testing::Test {
 protected:
  ProbeReply probe(std::uint16_t port) {
    std::optional<ProbeReply> reply;
    prober.check({.address = "127.0.0.1", .port = port, .path = "/healthcheck"},
                 [&](const ProbeReply& given) { reply = given; });
    run_until([&] { return reply.has_value(); });
    return reply.value_or(ProbeReply{});
  }
  template <class Predicate>
  void run_until(Predicate holds) {
    bool late = false;
    const Timer bound = loop.after(std::chrono::seconds(20), [&] { late = true; });
    while (!holds() && !late) {
      context.restart();
      context.run_one();
    }
    EXPECT_TRUE(holds());
  }

  EventLoop loop;
  asio::io_context& context = loop.context();
  testing::SimulatedClock clock;
  HttpProber prober{context, clock, 10.0};
};

TEST_F(HttpProberTest, AsksAsALoadBalancerDoes) {
  ScriptedTarget target(context, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  const auto reply = probe(target.port());
  EXPECT_EQ(reply.kind, Kind::kStatus);
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(target.request(), "GET /healthcheck HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(target.port()) +
                                  "\r\nConnection: close\r\nUser-Agent: ELB-HealthChecker/2.0\r\n"
                                  "Accept-Encoding: gzip, compressed\r\n\r\n");
}

TEST_F(HttpProberTest, ReadsTheStatusOfOldAndTerseServers) {
  for (const std::string line :
       {"HTTP/1.0 503 Service Unavailable\r\n\r\n", "HTTP/1.1 503\r\n\r\n", "HTTP/1.1 503 \n"}) {
    ScriptedTarget target(context, line);
    const auto reply = probe(target.port());
    EXPECT_EQ(reply.kind, Kind::kStatus) << line;
    EXPECT_EQ(reply.status, 503) << line;
  }
}

TEST_F(HttpProberTest, WhatIsNotHttpFails) {
  for (const std::string text : {"", "hello\r\n", "HTTP/2 200\r\n", "HTTP/1.1 2xx OK\r\n", "HTTP/1.1 20\r\n",
                                 "HTTP/1.1 2000 OK\r\n", "HTTP/1.1 200 OK"}) {
    ScriptedTarget target(context, text);
    EXPECT_EQ(probe(target.port()).kind, Kind::kFailed) << text;
  }
  ScriptedTarget endless(context, std::string(10'000, 'x'));
  EXPECT_EQ(probe(endless.port()).kind, Kind::kFailed);
}

TEST_F(HttpProberTest, ARefusedConnectionFails) {
  std::uint16_t port = 0;
  { port = ScriptedTarget(context, "").port(); }
  EXPECT_EQ(probe(port).kind, Kind::kFailed);
}

TEST_F(HttpProberTest, SilenceTimesOutAfterASecondAtTheEarliest) {
  ScriptedTarget target(context, "");
  target.stay_silent();
  std::optional<ProbeReply> reply;
  prober.check({.address = "127.0.0.1", .port = target.port(), .timeout = std::chrono::seconds(5)},
               [&](const ProbeReply& given) { reply = given; });
  run_until([&] { return target.request().ends_with("\r\n\r\n"); });
  clock.advance(std::chrono::milliseconds(999));
  EXPECT_FALSE(reply) << "5 s at ten times the speed would be 0.5 s";
  clock.advance(std::chrono::milliseconds(1));
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->kind, Kind::kTimedOut);
}

TEST_F(HttpProberTest, CallsNobodyBackOnceItIsGone) {
  ScriptedTarget target(context, "HTTP/1.1 200 OK\r\n\r\n");
  auto short_lived = std::make_unique<HttpProber>(context, clock, 1.0);
  bool called = false;
  short_lived->check({.address = "127.0.0.1", .port = target.port()}, [&](const ProbeReply&) { called = true; });
  short_lived.reset();
  context.restart();
  context.run_for(std::chrono::milliseconds(50));
  clock.advance(std::chrono::minutes(1));
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace aws::region::elbv2
