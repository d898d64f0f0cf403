#include "wire/http/http_server.h"

#include <gtest/gtest.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <memory>
#include <stdexcept>

#include "base/error.h"

namespace aws::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

// A client that speaks raw bytes, on the server's own thread: it lets the server work while it waits.
class RawClient {
 public:
  RawClient(asio::io_context& context, std::uint16_t port) : context_(context), socket_(context) {
    socket_.connect({asio::ip::make_address_v4("127.0.0.1"), port});
    socket_.non_blocking(true);
  }

  void send(const std::string& bytes) { asio::write(socket_, asio::buffer(bytes)); }

  // Everything that has come once it ends with this.
  std::string receive_until(std::string_view end) {
    run_until([&] { return received_.ends_with(end) || closed_; });
    return std::exchange(received_, "");
  }

  std::string receive_to_end() {
    run_until([&] { return closed_; });
    return std::exchange(received_, "");
  }

  const std::string& received_so_far() {
    poll_socket();
    return received_;
  }

  bool closed() const { return closed_; }

  template <class Predicate>
  void run_until(Predicate predicate) {
    const auto one_step = std::chrono::milliseconds(10);
    for (int step = 0; step < 500; ++step) {
      poll_socket();
      if (predicate()) return;
      context_.restart();
      context_.run_one_for(one_step);
    }
    FAIL() << "no progress; received so far: " << received_;
  }

 private:
  void poll_socket() {
    char bytes[1U << 16U];
    boost::system::error_code problem;
    while (!problem) received_.append(bytes, socket_.read_some(asio::buffer(bytes), problem));
    if (problem && problem != asio::error::would_block) closed_ = true;
  }

  asio::io_context& context_;
  tcp::socket socket_;
  std::string received_;
  bool closed_ = false;
};

class HttpServerTest : public testing::Test {
 protected:
  static Response echo(const Request& request) {
    return {.headers = {{"X-Peer", request.peer}}, .body = request.method + " " + request.target + " " + request.body};
  }

  RawClient client() { return RawClient(context, server->port()); }

  void deliver(Reply reply, std::chrono::milliseconds idle_timeout = std::chrono::seconds(60)) {
    server = std::make_unique<Server>(context, ServerOptions{.idle_timeout = idle_timeout},
                                      [reply](const Request&) { return reply; });
  }

  asio::io_context context;
  std::unique_ptr<Server> server =
      std::make_unique<Server>(context, ServerOptions{.max_body_bytes = 100, .server_name = "test"}, &echo);
};

TEST_F(HttpServerTest, AnswersAndKeepsTheConnection) {
  RawClient client = this->client();
  client.send("POST /a?b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_EQ(client.receive_until("hi"),
            "HTTP/1.1 200 OK\r\nX-Peer: 127.0.0.1\r\nServer: test\r\nContent-Length: 12\r\n\r\nPOST /a?b hi");
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("GET / ").ends_with("GET / "));
  EXPECT_FALSE(client.closed());
}

TEST_F(HttpServerTest, BelievesAProxyBeforeTlsAboutItsClient) {
  server = std::make_unique<Server>(context, ServerOptions{.behind_tls = true}, [](const Request& request) {
    return Response{.body = request.target + " of " + request.peer + (request.secure ? " by TLS" : "")};
  });
  RawClient client = this->client();
  client.send("PROXY TCP4 172.31.5.6 172.31.0.3 40000 443\r\nGET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("TLS").ends_with("\r\n\r\n/1 of 172.31.5.6 by TLS"));
  client.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("TLS").ends_with("\r\n\r\n/2 of 172.31.5.6 by TLS"));
}

TEST_F(HttpServerTest, AnswersNobodyButTheProxyBeforeTls) {
  server = std::make_unique<Server>(context, ServerOptions{.behind_tls = true}, &echo);
  for (const std::string line : {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "PROXY UNKNOWN\r\nGET / HTTP/1.1\r\n\r\n"}) {
    RawClient client = this->client();
    client.send(line);
    EXPECT_EQ(client.receive_to_end(), "") << line;
  }
  RawClient client = this->client();
  client.send(std::string(200, 'x'));
  EXPECT_EQ(client.receive_to_end(), "");
}

TEST_F(HttpServerTest, AnswersPipelinedRequestsInOrder) {
  RawClient client = this->client();
  client.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string received = client.receive_to_end();
  EXPECT_LT(received.find("GET /1"), received.find("GET /2"));
  EXPECT_TRUE(received.ends_with("GET /2 "));
}

TEST_F(HttpServerTest, ClosesAfterAnAnswerToHttp10) {
  RawClient client = this->client();
  client.send("GET / HTTP/1.0\r\n\r\n");
  EXPECT_TRUE(client.receive_to_end().starts_with("HTTP/1.0 200 OK\r\n"));
}

TEST_F(HttpServerTest, SendsNoBodyToHead) {
  RawClient client = this->client();
  client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string received = client.receive_to_end();
  EXPECT_NE(received.find("Content-Length: 7\r\n"), std::string::npos);
  EXPECT_TRUE(received.ends_with("\r\n\r\n"));
}

TEST_F(HttpServerTest, TellsAWaitingClientToGoOn) {
  RawClient client = this->client();
  client.send("PUT / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_TRUE(client.receive_until("hi").ends_with("PUT / hi"));
}

TEST_F(HttpServerTest, RefusesABodyThatIsTooLarge) {
  RawClient client = this->client();
  client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 101\r\n\r\n" + std::string(101, 'x'));
  EXPECT_TRUE(client.receive_until("too large\n").starts_with("HTTP/1.1 413 "));
}

TEST_F(HttpServerTest, RefusesWhatIsNoRequest) {
  RawClient client = this->client();
  client.send("\x16\x03\x01 surely TLS\r\n\r\n");
  EXPECT_TRUE(client.receive_until("bad request\n").starts_with("HTTP/1.1 400 "));
}

TEST_F(HttpServerTest, TurnsAnExceptionInto500) {
  server = std::make_unique<Server>(context, ServerOptions{},
                                    [](const Request&) -> Response { throw std::runtime_error("expected by a test"); });
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("internal error\n").starts_with("HTTP/1.1 500 "));
}

TEST_F(HttpServerTest, ClosesAnIdleConnection) {
  server = std::make_unique<Server>(context, ServerOptions{.idle_timeout = std::chrono::milliseconds(1)}, &echo);
  RawClient client = this->client();
  EXPECT_EQ(client.receive_to_end(), "");
}

TEST_F(HttpServerTest, DrainingLetsARequestInFlightFinish) {
  RawClient idle = client();
  RawClient busy = client();
  busy.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nh");
  context.restart();
  context.run_for(std::chrono::milliseconds(20));
  bool drained = false;
  server->drain([&] { drained = true; });
  EXPECT_EQ(idle.receive_to_end(), "");
  EXPECT_FALSE(drained);
  busy.send("i");
  const std::string received = busy.receive_to_end();
  EXPECT_NE(received.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(received.ends_with("POST / hi"));
  busy.run_until([&] { return drained; });
  EXPECT_THROW(client(), boost::system::system_error);
}

TEST_F(HttpServerTest, AHandlerMayEndItsOwnServer) {
  server = std::make_unique<Server>(context, ServerOptions{}, [this](const Request&) {
    server.reset();
    return Response{};
  });
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive_to_end(), "");
}

TEST_F(HttpServerTest, AHandlerElsewhereHoldsUpNobody) {
  std::vector<std::function<void()>> handlers;
  ServerOptions options;
  options.run_handler = [&](const Request&, std::function<void()> handler) { handlers.push_back(std::move(handler)); };
  server = std::make_unique<Server>(context, options, &echo);
  RawClient slow = client();
  slow.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  slow.run_until([&] { return handlers.size() == 1; });
  RawClient quick = client();
  quick.send("GET /quick HTTP/1.1\r\nHost: x\r\n\r\n");
  quick.run_until([&] { return handlers.size() == 2; });
  handlers[1]();
  EXPECT_TRUE(quick.receive_until("/quick ").ends_with("GET /quick "));

  bool drained = false;
  server->drain([&] { drained = true; });
  handlers[0]();
  EXPECT_TRUE(slow.receive_to_end().ends_with("GET /slow "));
  slow.run_until([&] { return drained; });
}

TEST_F(HttpServerTest, AClientThatWaitsForItsAnswerIsNotIdle) {
  constexpr auto kIdle = std::chrono::milliseconds(20);
  std::function<void()> answer;
  ServerOptions options{.idle_timeout = kIdle};
  options.run_handler = [&](const Request&, std::function<void()> handler) { answer = std::move(handler); };
  server = std::make_unique<Server>(context, options, &echo);
  RawClient client = this->client();
  client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
  client.run_until([&] { return answer != nullptr; });
  RawClient silent = this->client();
  silent.run_until([&] { return silent.closed(); });  // it came later
  client.received_so_far();
  EXPECT_FALSE(client.closed());
  answer();
  EXPECT_TRUE(client.receive_until("/slow ").ends_with("GET /slow "));
  client.run_until([&] { return client.closed(); });  // and now it is
}

TEST_F(HttpServerTest, AnAnswerCanComeLate) {
  constexpr auto kDelay = std::chrono::milliseconds(30);
  Reply late = Response{.body = "late"};
  late.delay = kDelay;
  deliver(late);
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  context.restart();
  context.run_for(kDelay / 2);
  EXPECT_EQ(client.received_so_far(), "");
  EXPECT_TRUE(client.receive_until("late").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_FALSE(client.closed());
}

TEST_F(HttpServerTest, AnAnswerThatIsNotThereYetIsAskedForAgain) {
  int asked = 0;
  std::function<Reply()> later = [&]() -> Reply {
    if (++asked == 3) return Response{.body = "at last"};
    Reply not_yet;
    not_yet.later = later;
    return not_yet;
  };
  Reply first;
  first.delay = std::chrono::milliseconds(1);
  first.later = later;
  deliver(first);
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("at last").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(asked, 3);
}

TEST_F(HttpServerTest, AnAnswerThatIsNotThereYetIsAskedForWhereHandlersRun) {
  int run = 0;
  ServerOptions options;
  options.run_handler = [&](const Request&, const std::function<void()>& handler) {
    ++run;
    handler();
  };
  server = std::make_unique<Server>(context, options, [](const Request&) {
    Reply not_yet;
    not_yet.later = [] { return Response{.body = "at last"}; };
    return not_yet;
  });
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_TRUE(client.receive_until("at last").starts_with("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(run, 2);
}

TEST_F(HttpServerTest, AServerEndsWithAnAnswerStillToCome) {
  Reply late = Response{};
  late.delay = std::chrono::hours(1);
  deliver(late);
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  context.restart();
  context.run_for(std::chrono::milliseconds(20));
  server.reset();
  EXPECT_EQ(client.receive_to_end(), "");
  context.restart();
  context.run();  // ends: no timer is left
}

TEST_F(HttpServerTest, AnAnswerCanBeDropped) {
  Reply dropped = Response{.body = "never seen"};
  dropped.delivery = Delivery::kDropped;
  deliver(dropped);
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(client.receive_to_end(), "");
}

TEST_F(HttpServerTest, AnAnswerCanBeWithheldUntilTheIdleTimeout) {
  Reply withheld = Response{.body = "never seen"};
  withheld.delivery = Delivery::kWithheld;
  deliver(withheld, std::chrono::milliseconds(30));
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  context.restart();
  context.run_for(std::chrono::milliseconds(10));
  EXPECT_EQ(client.received_so_far(), "");
  EXPECT_FALSE(client.closed());
  EXPECT_EQ(client.receive_to_end(), "");
}

TEST_F(HttpServerTest, DrainingDoesNotWaitForAWithheldAnswer) {
  Reply withheld;
  withheld.delivery = Delivery::kWithheld;
  deliver(withheld);
  RawClient client = this->client();
  client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  context.restart();
  context.run_for(std::chrono::milliseconds(20));
  bool drained = false;
  server->drain([&] { drained = true; });
  client.run_until([&] { return drained; });
}

// Events that the test makes happen.
class Happenings : public Stream {
 public:
  explicit Happenings(bool* gone) : gone_(gone) {}
  ~Happenings() override { *gone_ = true; }
  void next(Ready ready) override { asked = std::move(ready); }
  void happen(std::string what) { std::exchange(asked, nullptr)(std::move(what)); }

  Ready asked;

 private:
  bool* gone_;
};

class HttpStreamTest : public HttpServerTest {
 protected:
  RawClient listening(const std::string& version = "1.1") {
    stream = std::make_shared<Happenings>(&gone);
    server = std::make_unique<Server>(context, ServerOptions{}, [this](const Request&) {
      Reply reply;
      reply.response.body = "first";
      reply.stream = std::exchange(stream, nullptr);
      return reply;
    });
    happenings = stream.get();
    RawClient client = this->client();
    client.send("GET / HTTP/" + version + "\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
    client.run_until([this] { return static_cast<bool>(happenings->asked); });
    return client;
  }

  bool gone = false;
  std::shared_ptr<Happenings> stream;
  Happenings* happenings = nullptr;
};

TEST_F(HttpStreamTest, SendsPartsAsTheyCome) {
  RawClient client = listening();
  EXPECT_EQ(client.receive_until("first\r\n"), "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
  happenings->happen("and more of it");
  EXPECT_EQ(client.receive_until("it\r\n"), "e\r\nand more of it\r\n");
  client.run_until([this] { return static_cast<bool>(happenings->asked); });
  happenings->happen("");
  EXPECT_EQ(client.receive_until("0\r\n\r\n"), "0\r\n\r\n");
  EXPECT_TRUE(gone);
  EXPECT_FALSE(client.closed());
}

TEST_F(HttpStreamTest, EndsWithTheConnectionForAnOldClient) {
  RawClient client = listening("1.0");
  happenings->happen("second");
  client.run_until([this] { return static_cast<bool>(happenings->asked); });
  happenings->happen("");
  EXPECT_EQ(client.receive_to_end(), "HTTP/1.0 200 OK\r\n\r\nfirstsecond");
}

TEST_F(HttpStreamTest, GoesAwayWithItsClient) {
  {
    RawClient client = listening();
    client.receive_until("first\r\n");
  }
  RawClient other = client();
  for (int parts = 0; parts < 10 && !gone; ++parts) {  // the first may still find room on its way
    happenings->happen("is anybody there?");
    other.run_until([this] { return gone || happenings->asked; });
  }
  EXPECT_TRUE(gone);
}

TEST_F(HttpStreamTest, IsNotAskedForMoreThanTheClientTakes) {
  RawClient client = listening();
  const std::string much(1U << 20U, '.');
  int taken = 0;
  while (happenings->asked && taken < 100) {
    happenings->happen(much);
    ++taken;
    for (int turns = 0; turns < 20 && !happenings->asked; ++turns) context.run_one_for(std::chrono::milliseconds(1));
  }
  EXPECT_LT(taken, 100);
  client.run_until([this] { return static_cast<bool>(happenings->asked); });
}

TEST_F(HttpStreamTest, DoesNotKeepAServerFromDraining) {
  RawClient client = listening();
  bool drained = false;
  server->drain([&drained] { drained = true; });
  client.run_until([&drained] { return drained; });
  EXPECT_TRUE(client.closed());
  EXPECT_TRUE(gone);
}

TEST_F(HttpServerTest, SaysWhyItCannotListen) {
  const auto message_of = [this](ServerOptions options) -> std::string {
    try {
      Server other(context, std::move(options), &echo);
      return "it can";
    } catch (const Error& error) {
      return error.what();
    }
  };
  const auto port = server->port();
  EXPECT_EQ(message_of({.port = port}), "AddressInUse: 127.0.0.1:" + std::to_string(port) +
                                            " is in use: stop what listens there or choose another port");
  EXPECT_TRUE(message_of({.address = "192.0.2.1"}).starts_with("AddressNotAvailable: cannot listen on 192.0.2.1:0"));
  EXPECT_TRUE(message_of({.address = "nonsense"}).starts_with("AddressNotAvailable: cannot listen on nonsense:0"));
}

}  // namespace
}  // namespace aws::http
