#include "viewer/event_source.h"

#include <fmt/format.h>
#include <poll.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <utility>

#include "base/error.h"
#include "client/errors.h"
#include "client/http/url.h"

namespace aws::viewer {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::size_t kReadAtOnce = 64U << 10U;

client::Url parsed(const std::string& text) {
  auto url = client::parse_url(text);
  if (!url || url->is_tls()) throw client::invalid_endpoint(text, "the caller");
  return *std::move(url);
}

// "127.0.0.1:4566", as the Host header has it.
std::string authority_of(const client::Url& url) { return url.base.substr(url.base.find("//") + 2); }

}  // namespace

class EventSource::Connection {
 public:
  Connection(const std::string& url, EventSourceOptions options) : url_(url), options_(std::move(options)) {
    const auto parts = parsed(url);
    connect(parts);
    const auto request = fmt::format("GET {} HTTP/1.1\r\nHost: {}\r\nAccept: text/event-stream\r\n\r\n", parts.target,
                                     authority_of(parts));
    error_code failed;
    asio::write(socket_, asio::buffer(request), failed);
    if (failed) throw client::connection_lost(url_, failed.message());
    parser_.body_limit(boost::none);
    parser_.eager(true);
    while (!parser_.is_header_done()) read();
    const auto& head = parser_.get();
    if (head.result() != beast::http::status::ok || head[beast::http::field::content_type] != "text/event-stream") {
      throw Error("NoEvents",
                  fmt::format("{} is no stream of events (HTTP {}): only an embedded region that was started "
                              "without --no-ui has a live page",
                              url_, head.result_int()));
    }
  }

  // A part of the body; "" when none comes for a while.
  std::string more() {
    if (parser_.get().body().empty()) {
      if (parser_.is_done()) throw client::connection_lost(url_, "the stream has ended");
      read();
    }
    return std::exchange(parser_.get().body(), {});
  }

 private:
  void connect(const client::Url& url) {
    const auto port = authority_of(url).substr(url.host.size());  // ":4566"
    const auto host = url.host.starts_with('[') ? url.host.substr(1, url.host.size() - 2) : url.host;
    error_code failed;
    const auto found = tcp::resolver(context_).resolve(host, port.size() > 1 ? port.substr(1) : "80", failed);
    if (!failed) asio::connect(socket_, found, failed);
    if (failed) throw client::connection_error(url_, failed.message());
  }

  bool is_readable() {
    if (options_.check_interrupt) options_.check_interrupt();
    pollfd waits{.fd = socket_.native_handle(), .events = POLLIN, .revents = 0};
    return poll(&waits, 1, static_cast<int>(options_.pace.count())) > 0;
  }

  void read() {
    if (!is_readable()) {
      silent_ += options_.pace;
      if (silent_ >= options_.silence) throw client::request_timeout(url_, "it says nothing");
      return;
    }
    silent_ = {};
    error_code failed;
    buffer_.commit(socket_.read_some(buffer_.prepare(kReadAtOnce), failed));
    if (failed) throw client::connection_lost(url_, failed.message());
    while (buffer_.size() > 0 && !parser_.is_done()) {
      buffer_.consume(parser_.put(buffer_.data(), failed));
      if (failed == beast::http::error::need_more) return;
      if (failed) throw client::connection_lost(url_, failed.message());
    }
  }

  const std::string url_;
  const EventSourceOptions options_;
  asio::io_context context_{1};
  tcp::socket socket_{context_};
  beast::flat_buffer buffer_;
  beast::http::response_parser<beast::http::string_body> parser_;
  std::chrono::milliseconds silent_{};
};

EventSource::EventSource(const std::string& url, EventSourceOptions options)
    : connection_(std::make_unique<Connection>(url, std::move(options))) {}
EventSource::~EventSource() = default;

std::vector<Event> EventSource::next() { return reader_.take(connection_->more()); }

}  // namespace aws::viewer
