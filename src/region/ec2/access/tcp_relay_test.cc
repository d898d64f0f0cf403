// Real sockets on the loopback network; the waits are bounded turns of the event loop.
#include "region/ec2/access/tcp_relay.h"

#include <gmock/gmock.h>
#include <sys/socket.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <future>
#include <thread>

#include "base/event_loop.h"

namespace aws::region::ec2 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kPublic = "127.31.254.7";
constexpr auto kInside = "127.31.253.7";

class TcpRelayTest : public ::testing::Test {
 protected:
  TcpRelayTest() : server(own, tcp::endpoint(asio::ip::make_address(kInside), 0)) {
    thread = std::thread([this] { loop.run(); });
  }
  ~TcpRelayTest() override {
    open({});
    loop.stop();
    thread.join();
  }
  std::uint16_t port() const { return server.local_endpoint().port(); }
  PublicPort with(std::vector<std::string> allowed) const { return {kPublic, kInside, port(), std::move(allowed)}; }
  void open(const std::vector<PublicPort>& ports) {
    std::promise<void> done;
    loop.post([&] {
      relay.open(ports);
      done.set_value();
    });
    done.get_future().wait();
  }
  tcp::socket connect(boost::system::error_code& failed) {
    tcp::socket client(own);
    client.connect({asio::ip::make_address(kPublic), port()}, failed);
    return client;
  }
  static std::string read_all(tcp::socket& socket) {
    std::string text;
    boost::system::error_code ended;
    asio::read(socket, asio::dynamic_buffer(text), ended);
    return ended == asio::error::eof ? text : "<" + ended.message() + ">";
  }

  asio::io_context own;
  tcp::acceptor server;
  EventLoop loop;
  TcpRelay relay{loop.context(), [] { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }, "127.31.252.7"};
  std::thread thread;
};

TEST_F(TcpRelayTest, CarriesBothWaysAndEndsAsEitherSideDoes) {
  open({with({"127.0.0.1/32"})});
  boost::system::error_code failed;
  tcp::socket client = connect(failed);
  ASSERT_FALSE(failed);
  tcp::socket inside = server.accept();
  EXPECT_EQ(inside.remote_endpoint().address().to_string(), "127.31.252.7");
  const std::string much(300'000, 'x');
  std::thread sends([&] {
    asio::write(client, asio::buffer(much));
    client.shutdown(tcp::socket::shutdown_send);
  });
  EXPECT_EQ(read_all(inside), much);
  sends.join();
  asio::write(inside, asio::buffer(std::string("answer")));
  inside.close();
  EXPECT_EQ(read_all(client), "answer");
}

TEST_F(TcpRelayTest, RefusesWhoIsNotAllowed) {
  open({with({"203.0.113.0/24"})});
  boost::system::error_code failed;
  tcp::socket client = connect(failed);
  ASSERT_FALSE(failed);
  EXPECT_EQ(read_all(client), "<Connection reset by peer>");
  open({with({"203.0.113.0/24", "127.0.0.0/8"})});
  tcp::socket another = connect(failed);
  tcp::socket inside = server.accept();
  inside.close();
  EXPECT_EQ(read_all(another), "");
}

TEST_F(TcpRelayTest, APortAtWhichNobodyListensResetsAndOneThatIsClosedRefuses) {
  open({with({"127.0.0.1/32"})});
  const auto number = port();
  boost::system::error_code failed;
  server.close();
  tcp::socket client(own);
  client.connect({asio::ip::make_address(kPublic), number}, failed);
  EXPECT_EQ(read_all(client), "<Connection reset by peer>");
  open({});
  tcp::socket late(own);
  late.connect({asio::ip::make_address(kPublic), number}, failed);
  EXPECT_EQ(failed, asio::error::connection_refused);
}

}  // namespace
}  // namespace aws::region::ec2
