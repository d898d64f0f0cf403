#include "wire/http/http_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <list>

#include "base/error.h"

namespace aws::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Parser = beast::http::request_parser<beast::http::string_body>;
using RawResponse = beast::http::response<beast::http::string_body>;

namespace {

constexpr std::uint32_t kMaxHeaderBytes = 16U << 10U;
constexpr auto kLingerTimeout = std::chrono::seconds(2);  // for the client to read the last answer
constexpr auto kAcceptRetry = std::chrono::milliseconds(100);
constexpr auto kAwaitable = asio::as_tuple(asio::use_awaitable);

Request to_request(const Parser& parser, const std::string& peer) {
  const auto& message = parser.get();
  Request request{.method = std::string(message.method_string()),
                  .target = std::string(message.target()),
                  .body = message.body(),
                  .peer = peer};
  for (const auto& field : message) request.headers.add(std::string(field.name_string()), std::string(field.value()));
  return request;
}

Response plain_text(int status, std::string text) {
  return {.status = status, .headers = {{"Content-Type", "text/plain"}}, .body = std::move(text) + "\n"};
}

// By value: it survives a handler that destroys its server.
Reply call(Server::Handler handler, const Request& request) noexcept {  // NOLINT(performance-unnecessary-value-param)
  try {
    return handler(request);
  } catch (const std::exception& failure) {
    spdlog::error("{} {}: {}", request.method, request.target, failure.what());
  } catch (...) {
    spdlog::error("{} {}: an exception of unknown type", request.method, request.target);
  }
  return plain_text(500, "internal error");
}

// The answer to what is no request, or to one that is too big.
Response refusal(const beast::error_code& problem) {
  if (problem == beast::http::error::body_limit) return plain_text(413, "the request's body is too large");
  if (problem == beast::http::error::header_limit) return plain_text(431, "the request's header is too large");
  return plain_text(400, "bad request");
}

bool is_clients_fault(const beast::error_code& problem) {
  static const auto& http_category = make_error_code(beast::http::error::bad_target).category();
  return problem.category() == http_category && problem != beast::http::error::end_of_stream &&
         problem != beast::http::error::partial_message;
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(asio::io_context& context, ServerOptions options, Handler handler)
      : options_(std::move(options)), handler_(std::move(handler)), acceptor_(context), retry_(context) {}

  void listen();
  void start();
  void stop();
  void drain(std::function<void()> done);
  std::uint16_t port() const { return port_; }

 private:
  // One connection. It is idle until the first byte of a request has come.
  struct Session {
    explicit Session(tcp::socket socket) : stream(std::move(socket)), delay(stream.get_executor()) {}
    void close();
    beast::tcp_stream stream;
    asio::steady_timer delay;  // of a reply that is sent later
    beast::flat_buffer buffer;
    std::string peer;
    bool idle = true;
  };
  using SessionPtr = std::shared_ptr<Session>;

  asio::awaitable<void> accept_loop();
  asio::awaitable<void> serve(SessionPtr session);
  asio::awaitable<beast::error_code> read(Session& session, Parser& parser);
  asio::awaitable<bool> write(Session& session, RawResponse response);
  asio::awaitable<bool> deliver(Session& session, Reply reply, const Parser& parser);
  asio::awaitable<void> linger(Session& session);
  asio::awaitable<void> discard_input(Session& session, std::chrono::milliseconds bound);

  asio::awaitable<Reply> answer(Request request);
  RawResponse to_raw(Response response, const Parser& parser) const;
  void end(const SessionPtr& session, const std::exception_ptr& failure);
  void finish_draining();

  ServerOptions options_;
  Handler handler_;
  tcp::acceptor acceptor_;
  asio::steady_timer retry_;
  std::uint16_t port_ = 0;
  std::list<SessionPtr> sessions_;
  bool closing_ = false;  // nothing new is served: draining or stopped
  std::function<void()> drained_;
};

namespace {

// Child processes must not hold a region's port or its clients' connections.
void close_on_exec(int descriptor) { fcntl(descriptor, F_SETFD, FD_CLOEXEC); }

Error cannot_listen(const ServerOptions& options, const beast::error_code& problem) {
  const std::string where = fmt::format("{}:{}", options.address, options.port);
  if (problem == asio::error::address_in_use) {
    return Error("AddressInUse", fmt::format("{} is in use: stop what listens there or choose another port", where));
  }
  if (problem == asio::error::access_denied) {
    return Error("AddressNotAvailable",
                 fmt::format("no permission to listen on {}: choose a port above 1023 or run as root", where));
  }
  return Error("AddressNotAvailable",
               fmt::format("cannot listen on {} ({}): choose an address of this machine", where, problem.message()));
}

}  // namespace

void Server::Impl::listen() {
  beast::error_code problem;
  const auto check = [&] {
    if (problem) throw cannot_listen(options_, problem);
  };
  const tcp::endpoint endpoint(asio::ip::make_address_v4(options_.address, problem), options_.port);
  check();
  acceptor_.open(endpoint.protocol(), problem);
  check();
  close_on_exec(acceptor_.native_handle());
  acceptor_.set_option(asio::socket_base::reuse_address(true), problem);
  check();
  acceptor_.bind(endpoint, problem);
  check();
  acceptor_.listen(asio::socket_base::max_listen_connections, problem);
  check();
  port_ = acceptor_.local_endpoint().port();
}

void Server::Impl::Session::close() {
  stream.close();
  delay.cancel();
}

void Server::Impl::start() {
  asio::co_spawn(
      acceptor_.get_executor(), [self = shared_from_this()] { return self->accept_loop(); }, asio::detached);
}

asio::awaitable<void> Server::Impl::accept_loop() {
  const auto self = shared_from_this();
  while (acceptor_.is_open()) {
    auto [problem, socket] = co_await acceptor_.async_accept(kAwaitable);
    if (closing_) co_return;
    if (problem) {
      // Out of descriptors, most likely; the connection waits in the queue meanwhile.
      spdlog::error("cannot accept a connection on {}:{}: {}", options_.address, port_, problem.message());
      retry_.expires_after(kAcceptRetry);
      co_await retry_.async_wait(kAwaitable);
      continue;
    }
    beast::error_code ignored;
    close_on_exec(socket.native_handle());
    socket.set_option(tcp::no_delay(true), ignored);
    const auto remote = socket.remote_endpoint(ignored);
    const auto session = sessions_.emplace_back(std::make_shared<Session>(std::move(socket)));
    session->peer = ignored ? "" : remote.address().to_string();
    asio::co_spawn(
        acceptor_.get_executor(), [self, session] { return self->serve(session); },
        [self, session](const std::exception_ptr& failure) { self->end(session, failure); });
  }
}

asio::awaitable<void> Server::Impl::serve(SessionPtr session) {
  for (bool open = true; open && !closing_;) {
    Parser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(options_.max_body_bytes);
    const beast::error_code problem = co_await read(*session, parser);
    if (is_clients_fault(problem)) {
      RawResponse response = to_raw(refusal(problem), parser);
      response.keep_alive(false);
      co_await write(*session, std::move(response));
      co_await linger(*session);
      co_return;
    }
    if (problem || !handler_) co_return;
    Reply reply = co_await answer(to_request(parser, session->peer));
    open = co_await deliver(*session, std::move(reply), parser);
  }
}

asio::awaitable<beast::error_code> Server::Impl::read(Session& session, Parser& parser) {
  session.stream.expires_after(options_.idle_timeout);
  while (!parser.is_header_done()) {
    session.idle = !parser.got_some() && session.buffer.size() == 0;
    auto [problem, bytes] = co_await beast::http::async_read_some(session.stream, session.buffer, parser, kAwaitable);
    session.idle = false;
    if (problem) co_return problem;
  }
  if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
    RawResponse proceed(beast::http::status::continue_, parser.get().version());
    if (!co_await write(session, std::move(proceed))) co_return asio::error::connection_aborted;
  }
  if (parser.is_done()) co_return beast::error_code();
  session.stream.expires_after(options_.idle_timeout);
  auto [problem, bytes] = co_await beast::http::async_read(session.stream, session.buffer, parser, kAwaitable);
  co_return problem;
}

// False when the connection is at its end.
asio::awaitable<bool> Server::Impl::deliver(Session& session, Reply reply, const Parser& parser) {
  if (reply.delay.count() > 0) {
    session.delay.expires_after(reply.delay);
    auto [cancelled] = co_await session.delay.async_wait(kAwaitable);
    if (cancelled) co_return false;
  }
  if (reply.delivery == Delivery::kSent) co_return co_await write(session, to_raw(std::move(reply.response), parser));
  if (reply.delivery == Delivery::kWithheld) {
    session.idle = true;  // nothing to wait for when the server drains
    co_await discard_input(session, options_.idle_timeout);
  }
  co_return false;
}

// False when the connection is at its end.
asio::awaitable<bool> Server::Impl::write(Session& session, RawResponse response) {
  session.stream.expires_after(options_.idle_timeout);
  auto [problem, bytes] = co_await beast::http::async_write(session.stream, response, kAwaitable);
  co_return !problem && response.keep_alive();
}

// Closing with unread input would reset the connection, and the client might never see its answer.
asio::awaitable<void> Server::Impl::linger(Session& session) {
  beast::error_code ignored;
  session.stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
  co_await discard_input(session, kLingerTimeout);
}

asio::awaitable<void> Server::Impl::discard_input(Session& session, std::chrono::milliseconds bound) {
  session.stream.expires_after(bound);
  session.buffer.clear();
  for (beast::error_code problem; !problem;) {
    auto [failure, bytes] = co_await session.stream.async_read_some(session.buffer.prepare(4096), kAwaitable);
    problem = failure;
  }
}

asio::awaitable<Reply> Server::Impl::answer(Request request) {
  if (!options_.run_handler) co_return call(handler_, request);
  const auto elsewhere = [this, &request](auto answered) {
    auto shared = std::make_shared<decltype(answered)>(std::move(answered));
    options_.run_handler(request, [handler = handler_, request, shared, executor = acceptor_.get_executor()] {
      asio::post(executor,
                 [shared, reply = call(handler, request)]() mutable { std::move (*shared)(std::move(reply)); });
    });
  };
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<>, void(Reply)>(elsewhere, asio::use_awaitable);
}

RawResponse Server::Impl::to_raw(Response response, const Parser& parser) const {
  const auto& request = parser.get();
  RawResponse raw(static_cast<beast::http::status>(response.status), request.version() == 10 ? 10 : 11);
  for (const auto& [name, value] : response.headers) raw.insert(name, value);
  if (!options_.server_name.empty()) raw.set(beast::http::field::server, options_.server_name);
  raw.keep_alive(request.keep_alive() && !closing_);
  raw.content_length(response.body.size());
  if (request.method() != beast::http::verb::head) raw.body() = std::move(response.body);
  return raw;
}

void Server::Impl::end(const SessionPtr& session, const std::exception_ptr& failure) {
  if (failure) spdlog::error("{}:{}: the connection of {} failed", options_.address, port_, session->peer);
  session->close();
  sessions_.remove(session);
  finish_draining();
}

void Server::Impl::stop() {
  closing_ = true;
  handler_ = nullptr;
  drained_ = nullptr;
  beast::error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  for (const auto& session : sessions_) session->close();
}

void Server::Impl::drain(std::function<void()> done) {
  closing_ = true;
  drained_ = std::move(done);
  beast::error_code ignored;
  acceptor_.close(ignored);
  retry_.cancel();
  for (const auto& session : sessions_) {
    // A request may have come that has not been read yet.
    const bool unread = session->stream.socket().available(ignored) > 0;
    if (session->idle && !unread) session->close();
  }
  finish_draining();
}

void Server::Impl::finish_draining() {
  if (!sessions_.empty() || !drained_) return;
  asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
    if (const auto done = std::exchange(self->drained_, nullptr)) done();
  });
}

Server::Server(asio::io_context& context, ServerOptions options, Handler handler)
    : impl_(std::make_shared<Impl>(context, std::move(options), std::move(handler))) {
  impl_->listen();
  impl_->start();
}

Server::~Server() { impl_->stop(); }

std::uint16_t Server::port() const { return impl_->port(); }

void Server::drain(std::function<void()> done) { impl_->drain(std::move(done)); }

}  // namespace aws::http
