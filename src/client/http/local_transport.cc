#include "client/http/local_transport.h"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <charconv>
#include <optional>

#include "base/fibers/fibers.h"
#include "client/errors.h"
#include "client/http/kept_connection.h"
#include "client/http/url.h"

namespace aws::client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds kInterruptPace{100};
constexpr std::uint32_t kMaxHeaderBytes = 64U << 10U;

std::string authority_of(const std::string& base_url) {
  const std::size_t start = base_url.find("//") + 2;
  return base_url.substr(start, base_url.find('/', start) - start);
}

std::string numeric(const std::string& host) {
  if (host == "localhost") return "127.0.0.1";
  return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

tcp::endpoint endpoint_of(const std::string& authority, const std::string& base_url) {
  const auto url = parse_url(base_url);
  if (!url) throw invalid_endpoint(base_url, "the caller");
  std::uint16_t port = 80;
  if (const std::string given = authority.substr(url->host.size()); !given.empty()) {
    const char* end = given.data() + given.size();
    const auto [parsed, problem] = std::from_chars(given.data() + 1, end, port);
    if (problem != std::errc() || parsed != end || given[0] != ':') throw invalid_endpoint(base_url, "the caller");
  }
  error_code not_numeric;
  const auto address = asio::ip::make_address(numeric(url->host), not_numeric);
  if (not_numeric) throw invalid_endpoint(base_url, "the caller");
  return {address, port};
}

// As one text, which costs a quarter of what Beast's sequence of buffers does.
std::string on_the_wire(const http::Request& request, const std::string& authority) {
  std::string text;
  text.reserve(1024 + request.body.size());
  const auto add = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  text.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
  if (!request.headers.find("Host")) add("Host", authority);
  for (const auto& [name, value] : request.headers) add(name, value);
  const bool may_have_body = request.method == "POST" || request.method == "PUT" || !request.body.empty();
  if (may_have_body) add("Content-Length", std::to_string(request.body.size()));
  return text.append("\r\n").append(request.body);
}

}  // namespace

// One connection on the loop of a fiber, or with one of its own, turned by the thread whose call it serves.
class LocalTransport::Connection {
 public:
  Connection(const HttpOptions& options, std::string authority, EventLoop* loop)
      : options_(options), authority_(std::move(authority)), loop_(loop) {}

  const std::string& authority() const { return authority_; }
  const EventLoop* loop() const { return loop_; }

  int socket() { return stream_.socket().native_handle(); }

  void connect(const tcp::endpoint& endpoint, const std::string& url) {
    stream_.expires_after(options_.connect_timeout);
    const error_code failed = await([&](auto done) { stream_.async_connect(endpoint, done); });
    if (failed) throw connection_error(url, failed.message());
  }

  // True in `kept` when the connection can carry another.
  http::Response exchange(const http::Request& request, const std::string& url, bool& kept) {
    const std::string message = on_the_wire(request, authority_);
    stream_.expires_after(options_.timeout);
    check(await([&](auto done) { asio::async_write(stream_, asio::buffer(message), done); }), url);

    beast::http::response_parser<beast::http::string_body> parser;
    parser.body_limit(options_.max_body_bytes);
    parser.header_limit(kMaxHeaderBytes);
    check(await([&](auto done) { beast::http::async_read(stream_, buffer_, parser, done); }), url);
    stream_.expires_never();

    http::Response response{.status = static_cast<int>(parser.get().result_int()), .headers = {}, .body = {}};
    for (const auto& field : parser.get()) response.headers.add(field.name_string(), field.value());
    kept = parser.get().keep_alive() && buffer_.size() == 0;  // more than one reply is none to what comes next
    response.body = std::move(parser.get().body());
    return response;
  }

 private:
  // Starts an operation and returns when it has ended.
  template <class Start>
  error_code await(Start start) {
    std::optional<error_code> ended;
    if (loop_) {
      wait([&](auto wake) {
        start([&ended, wake](error_code result, auto&&...) {
          ended = result;
          wake();
        });
      });
      return *ended;
    }
    start([&ended](error_code result, auto&&...) { ended = result; });
    own_->restart();
    while (!ended) {
      own_->run_one_for(kInterruptPace);
      if (!ended && options_.check_interrupt) check_interrupt();
    }
    return *ended;
  }

  void check_interrupt() {
    try {
      options_.check_interrupt();
    } catch (...) {
      stream_.close();
      own_->run();  // `ended` is still referred to
      throw;
    }
  }

  static void check(error_code failed, const std::string& url) {
    if (!failed) return;
    if (failed == beast::error::timeout) throw request_timeout(url, failed.message());
    throw connection_lost(url, failed.message());
  }

  const HttpOptions& options_;
  const std::string authority_;
  EventLoop* const loop_;
  std::optional<asio::io_context> own_;  // where there is no loop
  beast::tcp_stream stream_{loop_ ? loop_->context() : own_.emplace(1)};
  beast::flat_buffer buffer_;
};

LocalTransport::LocalTransport(HttpOptions options) : options_(std::move(options)) {}
LocalTransport::~LocalTransport() = default;

std::unique_ptr<LocalTransport::Connection> LocalTransport::take(const std::string& authority, const EventLoop* loop) {
  const std::lock_guard lock(mutex_);
  const auto matches = [&](const auto& connection) {
    return connection->authority() == authority && connection->loop() == loop;
  };
  // The one that was used last is the likeliest to be open still.
  for (;;) {
    const auto found = std::find_if(idle_.rbegin(), idle_.rend(), matches);
    if (found == idle_.rend()) return nullptr;
    auto connection = std::move(*found);
    idle_.erase(std::next(found).base());
    if (is_usable(connection->socket())) return connection;
  }
}

http::Response LocalTransport::send(const std::string& base_url, const http::Request& request) {
  const std::string authority = authority_of(base_url);
  EventLoop* const loop = Fibers::in_a_fiber() ? options_.loop : nullptr;
  auto connection = take(authority, loop);
  if (!connection) {
    connection = std::make_unique<Connection>(options_, authority, loop);
    connection->connect(endpoint_of(authority, base_url), base_url);
  }
  bool kept = false;
  http::Response response = connection->exchange(request, base_url, kept);
  if (kept && options_.keep_alive) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  return response;
}

}  // namespace aws::client
