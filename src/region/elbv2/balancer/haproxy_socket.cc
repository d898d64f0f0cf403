#include "region/elbv2/balancer/haproxy_socket.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

namespace aws::region::elbv2 {
namespace {

namespace asio = boost::asio;
using asio::local::stream_protocol;
using ErrorCode = boost::system::error_code;

constexpr auto kPatience = std::chrono::seconds(5);
constexpr std::size_t kLongestReply = 16U << 20U;

}  // namespace

class HaproxySocket::Exchange : public std::enable_shared_from_this<HaproxySocket::Exchange> {
 public:
  Exchange(asio::io_context& context, std::string command, Done done)
      : socket_(context), command_(std::move(command) + '\n'), done_(std::move(done)) {}

  void begin(const std::string& path, Timers& timers, std::function<void()> ended) {
    ended_ = std::move(ended);
    patience_ = timers.after(kPatience, [this] { finish(std::nullopt); });
    socket_.async_connect(stream_protocol::endpoint(path), [self = shared_from_this()](const ErrorCode& error) {
      error ? self->finish(std::nullopt) : self->write();
    });
  }
  void abandon() {
    done_ = nullptr;
    ended_ = nullptr;
    finish(std::nullopt);
  }

 private:
  void write() {
    asio::async_write(socket_, asio::buffer(command_),
                      [self = shared_from_this()](const ErrorCode& error, std::size_t) {
                        error ? self->finish(std::nullopt) : self->read();
                      });
  }
  // HAProxy closes when it has answered, as soon as it knows that no other command follows.
  void read() {
    ErrorCode ignored;
    socket_.shutdown(stream_protocol::socket::shutdown_send, ignored);
    asio::async_read(socket_, asio::dynamic_buffer(reply_, kLongestReply),
                     [self = shared_from_this()](const ErrorCode&, std::size_t) { self->finish(self->reply_); });
  }
  void finish(const std::optional<std::string>& reply) {
    const auto self = shared_from_this();
    if (finished_) return;
    finished_ = true;
    patience_.cancel();
    ErrorCode ignored;
    socket_.close(ignored);
    const auto done = std::move(done_);
    const auto ended = std::move(ended_);
    if (ended) ended();
    if (done) done(reply);
  }

  stream_protocol::socket socket_;
  std::string command_;
  std::string reply_;
  Done done_;
  std::function<void()> ended_;
  Timer patience_;
  bool finished_ = false;
};

HaproxySocket::HaproxySocket(asio::io_context& context, Timers& timers, const std::filesystem::path& folder)
    : context_(context), timers_(timers), folder_(open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)) {}

HaproxySocket::~HaproxySocket() {
  for (const auto& exchange : exchanges_) exchange->abandon();
  if (folder_ >= 0) close(folder_);
}

void HaproxySocket::send(std::string command, Done done) {
  exchanges_.push_back(std::make_shared<Exchange>(context_, std::move(command), std::move(done)));
  if (exchanges_.size() == 1) begin_next();
}

void HaproxySocket::begin_next() {
  if (exchanges_.empty()) return;
  const auto path = fmt::format("/proc/self/fd/{}/{}", folder_, kHaproxySocketFile);
  exchanges_.front()->begin(path, timers_, [this] {
    exchanges_.pop_front();
    begin_next();
  });
}

}  // namespace aws::region::elbv2
