#include "region/elbv2/targets/http_prober.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/write.hpp>
#include <charconv>
#include <set>

namespace aws::region::elbv2 {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using ErrorCode = boost::system::error_code;

// However fast the region runs, the machine is as slow as it is.
constexpr Duration kShortestTimeout = std::chrono::seconds(1);
constexpr std::size_t kLongestStatusLine = 4096;

std::string request_text(const ProbeRequest& request) {
  return fmt::format(
      "GET {} HTTP/1.1\r\n"
      "Host: {}:{}\r\n"
      "Connection: close\r\n"
      "User-Agent: ELB-HealthChecker/2.0\r\n"
      "Accept-Encoding: gzip, compressed\r\n"
      "\r\n",
      request.path, request.address, request.port);
}

// "HTTP/1.1 200 OK"
ProbeReply parse_status_line(std::string_view line) {
  constexpr std::string_view kVersion = "HTTP/1.";
  constexpr std::size_t kStatus = 9;  // where it begins
  ProbeReply reply;
  const bool shaped = line.starts_with(kVersion) && line.size() >= kStatus + 3 && line[kStatus - 1] == ' ';
  if (!shaped) return reply;
  const char* end = line.data() + kStatus + 3;
  const auto parsed = std::from_chars(line.data() + kStatus, end, reply.status);
  const bool ends = kStatus + 3 == line.size() || *end == ' ' || *end == '\r' || *end == '\n';
  if (parsed.ptr == end && ends && reply.status >= 100) reply.kind = ProbeReply::Kind::kStatus;
  return reply;
}

}  // namespace

class HttpProber::Probes {
 public:
  std::set<std::shared_ptr<Probe>> under_way;
};

class HttpProber::Probe : public std::enable_shared_from_this<HttpProber::Probe> {
 public:
  Probe(asio::io_context& context, std::weak_ptr<Probes> owner, std::function<void(const ProbeReply&)> done)
      : socket_(context), owner_(std::move(owner)), done_(std::move(done)) {}

  void start(const ProbeRequest& request, Timers& timers, Duration timeout, int socket) {
    deadline_ = timers.after(timeout, [this] { finish({ProbeReply::Kind::kTimedOut}); });
    text_ = request_text(request);
    ErrorCode error;
    const auto address = asio::ip::make_address_v4(request.address, error);
    if (socket >= 0) {
      socket_.assign(tcp::v4(), socket, error);
    } else {
      socket_.open(tcp::v4(), error);
    }
    if (!request.source.empty()) socket_.bind({asio::ip::make_address_v4(request.source, error), 0}, error);
    socket_.async_connect(tcp::endpoint(address, request.port), [self = shared_from_this()](const ErrorCode& failed) {
      failed ? self->finish({}) : self->send();
    });
  }
  void abandon() {
    done_ = nullptr;
    finish({});
  }

 private:
  void send() {
    asio::async_write(socket_, asio::buffer(text_), [self = shared_from_this()](const ErrorCode& error, std::size_t) {
      error ? self->finish({}) : self->receive();
    });
  }
  void receive() {
    text_.clear();
    asio::async_read_until(
        socket_, asio::dynamic_buffer(text_, kLongestStatusLine), '\n',
        [self = shared_from_this()](const ErrorCode& error, std::size_t length) {
          self->finish(error ? ProbeReply{} : parse_status_line(std::string_view(self->text_).substr(0, length)));
        });
  }
  void finish(const ProbeReply& reply) {
    const auto self = shared_from_this();
    if (finished_) return;
    finished_ = true;
    deadline_.cancel();
    ErrorCode ignored;
    socket_.close(ignored);
    const auto done = std::move(done_);
    if (const auto owner = owner_.lock()) owner->under_way.erase(self);
    if (done) done(reply);
  }

  tcp::socket socket_;
  std::weak_ptr<Probes> owner_;
  std::function<void(const ProbeReply&)> done_;
  Timer deadline_;
  std::string text_;
  bool finished_ = false;
};

HttpProber::HttpProber(asio::io_context& context, Timers& timers, double speed, std::function<int()> open_socket)
    : context_(context),
      timers_(timers),
      speed_(speed),
      open_socket_(std::move(open_socket)),
      probes_(std::make_shared<Probes>()) {}

HttpProber::~HttpProber() {
  const auto under_way = std::move(probes_->under_way);
  for (const auto& probe : under_way) probe->abandon();
}

void HttpProber::check(const ProbeRequest& request, std::function<void(const ProbeReply&)> done) {
  const auto scaled = std::chrono::duration_cast<Duration>(Duration(request.timeout) / speed_);
  const auto probe = std::make_shared<Probe>(context_, probes_, std::move(done));
  probes_->under_way.insert(probe);
  probe->start(request, timers_, std::max(scaled, kShortestTimeout), open_socket_ ? open_socket_() : -1);
}

}  // namespace aws::region::elbv2
