#include "region/ec2/names/name_server.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/udp.hpp>

namespace aws::region::ec2 {

namespace asio = boost::asio;
using asio::ip::udp;

class NameServer::Impl : public std::enable_shared_from_this<NameServer::Impl> {
 public:
  Impl(asio::io_context& context, int socket, Resolve resolve, Elsewhere elsewhere)
      : socket_(context, udp::v4(), socket), resolve_(std::move(resolve)), elsewhere_(std::move(elsewhere)) {
    socket_.non_blocking(true);
  }
  void receive() {
    socket_.async_receive_from(asio::buffer(query_), peer_,
                               [self = shared_from_this()](const auto& error, std::size_t size) {
                                 if (error == asio::error::operation_aborted) return;
                                 if (!error) self->answer(size);
                                 self->receive();
                               });
  }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  // A client that is gone, or an answer that finds no room, is asked for again by whoever needs it.
  void answer(std::size_t size) {
    const std::string query(query_.data(), size);
    if (!asked_elsewhere(query)) send(answer_dns(query, resolve_), peer_);
  }
  bool asked_elsewhere(const std::string& query) {
    if (!elsewhere_) return false;
    const std::string name = name_asked_for(query);
    if (name.empty() || resolve_(name)) return false;
    const auto reply = [self = weak_from_this(), peer = peer_](const std::string& answer) {
      if (const auto server = self.lock()) server->send(answer, peer);
    };
    return elsewhere_(name, peer_.address().to_string(), query, reply);
  }
  void send(const std::string& answer, const udp::endpoint& peer) {
    boost::system::error_code ignored;
    if (!answer.empty()) socket_.send_to(asio::buffer(answer), peer, 0, ignored);
  }

  udp::socket socket_;
  Resolve resolve_;
  Elsewhere elsewhere_;
  std::array<char, 1024> query_{};
  udp::endpoint peer_;
};

NameServer::NameServer(asio::io_context& context, int socket, Resolve resolve, Elsewhere elsewhere)
    : impl_(std::make_shared<Impl>(context, socket, std::move(resolve), std::move(elsewhere))) {
  impl_->receive();
}

NameServer::~NameServer() { impl_->close(); }

}  // namespace aws::region::ec2
