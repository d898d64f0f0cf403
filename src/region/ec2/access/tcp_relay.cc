#include "region/ec2/access/tcp_relay.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <set>

#include "base/error.h"
#include "region/ec2/network/cidr.h"

namespace aws::region::ec2 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

constexpr auto kRelayed = asio::as_tuple(asio::use_awaitable);
constexpr std::size_t kChunk = 16U << 10U;

struct Passage {
  explicit Passage(tcp::socket client_) : client(std::move(client_)), server(client.get_executor()) {}
  void end() {
    boost::system::error_code ignored;
    client.close(ignored);
    server.close(ignored);
  }
  // As a port answers at which nobody listens.
  void reset() {
    boost::system::error_code ignored;
    client.set_option(asio::socket_base::linger(true, 0), ignored);
    end();
  }
  tcp::socket client;
  tcp::socket server;
};

asio::awaitable<void> carry(std::shared_ptr<Passage> passage, tcp::socket& from, tcp::socket& to) {
  std::array<char, kChunk> chunk;
  for (;;) {
    auto [ended, size] = co_await from.async_read_some(asio::buffer(chunk), kRelayed);
    if (ended == asio::error::eof) break;
    if (ended) co_return passage->end();
    auto [failed, written] = co_await asio::async_write(to, asio::buffer(chunk.data(), size), kRelayed);
    if (failed) co_return passage->end();
  }
  boost::system::error_code ignored;
  to.shutdown(tcp::socket::shutdown_send, ignored);
}

}  // namespace

struct TcpRelay::Surroundings {
  asio::io_context& context;
  std::function<int()> open_socket;
  std::string source;
  std::set<std::shared_ptr<Passage>> passages;
};

class TcpRelay::Listener : public std::enable_shared_from_this<TcpRelay::Listener> {
 public:
  Listener(std::shared_ptr<Surroundings> surroundings, const PublicPort& port)
      : surroundings_(std::move(surroundings)), acceptor_(surroundings_->context) {
    allow(port);
    const tcp::endpoint endpoint(asio::ip::make_address_v4(port.public_address), port.port);
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen();
  }

  void allow(const PublicPort& port) {
    port_ = port;
    allowed_.clear();
    for (const auto& block : port.allowed) allowed_.push_back(*parse_cidr(block));
  }

  void start() {
    asio::co_spawn(
        acceptor_.get_executor(), [self = shared_from_this()] { return self->accept(); }, asio::detached);
  }
  void close() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
  }

 private:
  asio::awaitable<void> accept() {
    while (acceptor_.is_open()) {
      auto [failed, client] = co_await acceptor_.async_accept(kRelayed);
      if (failed) co_return;  // it was closed
      boost::system::error_code gone;
      const auto peer = client.remote_endpoint(gone).address();
      const auto passage = std::make_shared<Passage>(std::move(client));
      if (gone || !admits(peer)) {
        passage->reset();
        continue;
      }
      const auto work = [self = shared_from_this(), passage] { return self->pass(passage); };
      asio::co_spawn(acceptor_.get_executor(), work, asio::detached);
    }
  }

  bool admits(const asio::ip::address& peer) const {
    const Cidr client{peer.to_v4().to_uint()};
    return std::ranges::any_of(allowed_, [&](const Cidr& block) { return block.contains(client); });
  }

  asio::awaitable<void> pass(std::shared_ptr<Passage> passage) {
    const tcp::endpoint target(asio::ip::make_address_v4(port_.address), port_.port);
    try {
      passage->server.assign(tcp::v4(), surroundings_->open_socket());
      passage->server.bind({asio::ip::make_address_v4(surroundings_->source), 0});
    } catch (const std::exception& error) {
      spdlog::error("ec2: no connection into the VPC: {}", error.what());
      co_return passage->reset();
    }
    surroundings_->passages.insert(passage);
    auto [failed] = co_await passage->server.async_connect(target, kRelayed);
    if (failed) {
      passage->reset();
    } else {
      asio::co_spawn(acceptor_.get_executor(), carry(passage, passage->server, passage->client), asio::detached);
      co_await carry(passage, passage->client, passage->server);
    }
    surroundings_->passages.erase(passage);
  }

  std::shared_ptr<Surroundings> surroundings_;
  tcp::acceptor acceptor_;
  PublicPort port_;
  std::vector<Cidr> allowed_;
};

TcpRelay::TcpRelay(asio::io_context& context, std::function<int()> open_socket, std::string source)
    : surroundings_(std::make_shared<Surroundings>(
          Surroundings{.context = context, .open_socket = std::move(open_socket), .source = std::move(source)})) {}

TcpRelay::~TcpRelay() {
  open({});
  for (const auto& passage : surroundings_->passages) passage->end();
}

void TcpRelay::open(const std::vector<PublicPort>& ports) {
  std::map<Key, std::shared_ptr<Listener>> before = std::exchange(listeners_, {});
  for (const auto& port : ports) {
    const Key key{port.public_address, port.port};
    if (const auto found = before.find(key); found != before.end()) {
      found->second->allow(port);
      listeners_.insert(before.extract(found));
      continue;
    }
    try {
      const auto listener = std::make_shared<Listener>(surroundings_, port);
      listener->start();
      listeners_[key] = listener;
    } catch (const boost::system::system_error& error) {
      spdlog::info("ec2: port {} of {} stays closed: {}", port.port, port.public_address, error.code().message());
    }
  }
  for (const auto& [key, listener] : before) listener->close();
}

}  // namespace aws::region::ec2
