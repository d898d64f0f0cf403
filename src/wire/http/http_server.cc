#include "wire/http/http_server.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/unicast.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <iterator>
#include <list>

#include "base/error.h"
#include "wire/http/proxied_client.h"

namespace aws::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;
using Parser = beast::http::request_parser<beast::http::string_body>;
// By its type: one that can be any kind of executor costs an indirection and a copy wherever it is passed on.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using SteadyTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;

namespace {

constexpr std::uint32_t kMaxHeaderBytes = 16U << 10U;
constexpr auto kLingerTimeout = std::chrono::seconds(2);  // for the client to read the last answer
constexpr auto kAcceptRetry = std::chrono::milliseconds(100);
constexpr int kUsualHops = 64;  // as Linux has it
constexpr auto kAwaitable = asio::as_tuple(asio::use_awaitable_t<Executor>());

Request to_request(Parser& parser, const std::string& peer, bool secure) {
  auto& message = parser.get();
  Request request{.method = std::string(message.method_string()),
                  .target = std::string(message.target()),
                  .body = std::move(message.body()),
                  .peer = peer,
                  .secure = secure};
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

std::string chunk(const std::string& part) { return fmt::format("{:x}\r\n{}\r\n", part.size(), part); }

bool is_clients_fault(const beast::error_code& problem) {
  static const auto& http_category = make_error_code(beast::http::error::bad_target).category();
  return problem.category() == http_category && problem != beast::http::error::end_of_stream &&
         problem != beast::http::error::partial_message;
}

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Server::Impl> {
 public:
  Impl(asio::io_context& context, ServerOptions options, Handler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        acceptor_(context.get_executor()),
        retry_(context.get_executor()) {}

  void listen();
  void start();
  void stop();
  void drain(std::function<void()> done);
  std::uint16_t port() const { return port_; }

 private:
  // One connection. It is idle until the first byte of a request has come.
  struct Session : std::enable_shared_from_this<Session> {
    explicit Session(Socket socket_)
        : socket(std::move(socket_)), delay(socket.get_executor()), bound(socket.get_executor()) {}
    void close();
    // Closes the connection when nothing has happened for so long; not while an answer is being made.
    void close_after(std::chrono::milliseconds time);
    void keep_open() { deadline = std::chrono::steady_clock::time_point::max(); }
    void watch();
    Socket socket;
    SteadyTimer delay;  // of a reply that is sent later
    SteadyTimer bound;  // set anew when it is over, not with each byte
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max();
    beast::flat_buffer buffer;
    std::string peer;
    int hops = 0;  // that its answers may take; 0: as many as usual
    bool idle = true;
    // Goes on with the next part of a stream; set while one is waited for. Here and not with the stream, so that
    // closing the connection ends the wait.
    std::function<void(std::string part)> resume;
  };
  using SessionPtr = std::shared_ptr<Session>;

  Awaitable<void> accept_loop();
  Awaitable<void> serve(SessionPtr session);
  Awaitable<beast::error_code> read(Session& session, Parser& parser);
  static void limit_hops(Session& session, int hops);
  Awaitable<bool> write(Session& session, const std::string& response);
  Awaitable<bool> deliver(Session& session, Reply reply, const Parser& parser);
  Awaitable<bool> send(Session& session, Reply& reply, const Parser& parser);
  Awaitable<bool> send_parts(Session& session, std::shared_ptr<Stream> stream, bool chunked);
  Awaitable<std::string> next_part(Session& session, std::shared_ptr<Stream> stream);
  Awaitable<void> linger(Session& session);
  Awaitable<void> discard_input(Session& session, std::chrono::milliseconds bound);

  Awaitable<Reply> answer(Handler handler, Request request);
  void where_handlers_run(const Request& request, std::function<void()> work) const;
  std::string head(const Response& response, const Parser& parser, bool keep_alive) const;
  std::string on_the_wire(const Response& response, const Parser& parser, bool keep_alive) const;
  void end(const SessionPtr& session, const std::exception_ptr& failure);
  void finish_draining();

  ServerOptions options_;
  Handler handler_;
  asio::basic_socket_acceptor<tcp, Executor> acceptor_;
  SteadyTimer retry_;
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
  if (options_.listener >= 0) {
    acceptor_.assign(tcp::v4(), options_.listener, problem);
    check();
    port_ = acceptor_.local_endpoint().port();
    return;
  }
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
  beast::error_code ignored;
  socket.close(ignored);
  delay.cancel();
  bound.cancel();
  if (resume) asio::post(socket.get_executor(), [wake = std::exchange(resume, nullptr)] { wake(""); });
}

void Server::Impl::Session::close_after(std::chrono::milliseconds time) {
  deadline = std::chrono::steady_clock::now() + time;
  if (bound.expiry() > deadline || bound.expiry() == std::chrono::steady_clock::time_point()) {
    bound.expires_at(deadline);
    watch();
  }
}

void Server::Impl::Session::watch() {
  bound.async_wait([weak = weak_from_this()](const beast::error_code& cancelled) {
    const auto session = weak.lock();
    if (cancelled || !session) return;
    if (std::chrono::steady_clock::now() >= session->deadline) return session->close();
    session->bound.expires_at(session->deadline);
    session->watch();
  });
}

void Server::Impl::start() {
  asio::co_spawn(
      acceptor_.get_executor(), [self = shared_from_this()] { return self->accept_loop(); }, asio::detached);
}

Awaitable<void> Server::Impl::accept_loop() {
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

Awaitable<void> Server::Impl::serve(SessionPtr session) {
  if (options_.behind_tls) {
    session->close_after(options_.idle_timeout);
    session->peer = co_await read_proxied_client(session->socket, session->buffer);
    if (session->peer.empty()) co_return;
  }
  for (bool open = true; open && !closing_;) {
    Parser parser;
    parser.header_limit(kMaxHeaderBytes);
    parser.body_limit(options_.max_body_bytes);
    const beast::error_code problem = co_await read(*session, parser);
    if (is_clients_fault(problem)) {
      co_await write(*session, on_the_wire(refusal(problem), parser, false));
      co_await linger(*session);
      co_return;
    }
    if (problem || !handler_) co_return;
    session->keep_open();
    Reply reply = co_await answer(handler_, to_request(parser, session->peer, options_.behind_tls));
    open = co_await deliver(*session, std::move(reply), parser);
  }
}

Awaitable<beast::error_code> Server::Impl::read(Session& session, Parser& parser) {
  session.close_after(options_.idle_timeout);
  while (!parser.is_header_done()) {
    session.idle = !parser.got_some() && session.buffer.size() == 0;
    auto [problem, bytes] = co_await beast::http::async_read_some(session.socket, session.buffer, parser, kAwaitable);
    session.idle = false;
    if (problem) co_return problem;
  }
  if (beast::iequals(parser.get()[beast::http::field::expect], "100-continue")) {
    if (!co_await write(session, "HTTP/1.1 100 Continue\r\n\r\n")) co_return asio::error::connection_aborted;
  }
  if (parser.is_done()) co_return beast::error_code();
  session.close_after(options_.idle_timeout);
  auto [problem, bytes] = co_await beast::http::async_read(session.socket, session.buffer, parser, kAwaitable);
  co_return problem;
}

// False when the connection is at its end.
Awaitable<bool> Server::Impl::deliver(Session& session, Reply reply, const Parser& parser) {
  while (reply.delay.count() > 0 || reply.later) {
    session.delay.expires_after(reply.delay);
    auto [cancelled] = co_await session.delay.async_wait(kAwaitable);
    if (cancelled || !handler_) co_return false;
    if (!reply.later) break;
    const Handler again = [later = std::move(reply.later)](const Request&) { return later(); };
    reply = co_await answer(again, Request());
  }
  if (reply.delivery == Delivery::kSent) co_return co_await send(session, reply, parser);
  if (reply.delivery == Delivery::kWithheld) {
    session.idle = true;  // nothing to wait for when the server drains
    co_await discard_input(session, options_.idle_timeout);
  }
  co_return false;
}

// False when the connection is at its end.
Awaitable<bool> Server::Impl::send(Session& session, Reply& reply, const Parser& parser) {
  const bool keep_alive = parser.get().keep_alive() && !closing_;
  limit_hops(session, reply.hops);
  if (!reply.stream || parser.get().method() == beast::http::verb::head) {
    co_return co_await write(session, on_the_wire(reply.response, parser, keep_alive)) && keep_alive;
  }
  const bool chunked = parser.get().version() > 10;
  std::string text = head(reply.response, parser, keep_alive && chunked);
  if (chunked) text += "Transfer-Encoding: chunked\r\n";
  text += "\r\n";
  const auto& body = reply.response.body;
  if (!body.empty()) text += chunked ? chunk(body) : body;
  if (!co_await write(session, text)) co_return false;
  const bool whole = co_await send_parts(session, std::move(reply.stream), chunked);
  const bool stays = whole && keep_alive && chunked;
  co_return stays;
}

Awaitable<bool> Server::Impl::send_parts(Session& session, std::shared_ptr<Stream> stream, bool chunked) {
  bool open = true;
  while (open && handler_) {
    session.idle = true;  // between two parts there is nothing to wait for when the server drains
    session.keep_open();
    std::string part = co_await next_part(session, stream);
    if (part.empty()) break;
    if (chunked) part = chunk(part);
    open = co_await write(session, part);
  }
  where_handlers_run(Request(), [ended = std::move(stream)]() mutable { ended.reset(); });
  if (open && chunked) open = co_await write(session, "0\r\n\r\n");
  co_return open;
}

Awaitable<std::string> Server::Impl::next_part(Session& session, std::shared_ptr<Stream> stream) {
  const auto ask = [this, &session, &stream](auto taken) {
    const auto shared = std::make_shared<decltype(taken)>(std::move(taken));
    session.resume = [shared](std::string part) { std::move (*shared)(std::move(part)); };
    const auto arrived = [weak = session.weak_from_this(), executor = acceptor_.get_executor()](std::string part) {
      asio::post(executor, [weak, part = std::move(part)]() mutable {
        const auto waiting = weak.lock();
        if (waiting && waiting->resume) std::exchange(waiting->resume, nullptr)(std::move(part));
      });
    };
    where_handlers_run(Request(), [stream, arrived] { stream->next(arrived); });
  };
  const asio::use_awaitable_t<Executor> token;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(std::string)>(ask, token);
}

// False when the connection is at its end.
void Server::Impl::limit_hops(Session& session, int hops) {
  if (hops == session.hops) return;
  session.hops = hops;
  beast::error_code ignored;
  session.socket.set_option(asio::ip::unicast::hops(hops > 0 ? hops : kUsualHops), ignored);
}

Awaitable<bool> Server::Impl::write(Session& session, const std::string& response) {
  session.close_after(options_.idle_timeout);
  auto [problem, bytes] = co_await asio::async_write(session.socket, asio::buffer(response), kAwaitable);
  co_return !problem;
}

// Closing with unread input would reset the connection, and the client might never see its answer.
Awaitable<void> Server::Impl::linger(Session& session) {
  beast::error_code ignored;
  session.socket.shutdown(tcp::socket::shutdown_send, ignored);
  co_await discard_input(session, kLingerTimeout);
}

Awaitable<void> Server::Impl::discard_input(Session& session, std::chrono::milliseconds bound) {
  session.close_after(bound);
  session.buffer.clear();
  for (beast::error_code problem; !problem;) {
    auto [failure, bytes] = co_await session.socket.async_read_some(session.buffer.prepare(4096), kAwaitable);
    problem = failure;
  }
}

void Server::Impl::where_handlers_run(const Request& request, std::function<void()> work) const {
  options_.run_handler ? options_.run_handler(request, std::move(work)) : work();
}

// Wherever handlers run.
Awaitable<Reply> Server::Impl::answer(Handler handler, Request request) {
  if (!options_.run_handler) co_return call(std::move(handler), request);
  const auto elsewhere = [this, handler, kept = std::make_shared<const Request>(std::move(request))](auto answered) {
    auto shared = std::make_shared<decltype(answered)>(std::move(answered));
    options_.run_handler(*kept, [handler, kept, shared, executor = acceptor_.get_executor()] {
      asio::post(executor, [shared, reply = call(handler, *kept)]() mutable { std::move (*shared)(std::move(reply)); });
    });
  };
  const asio::use_awaitable_t<Executor> token;
  co_return co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void(Reply)>(elsewhere, token);
}

// The status line and the header fields, but for what says where the body ends.
std::string Server::Impl::head(const Response& response, const Parser& parser, bool keep_alive) const {
  const auto& request = parser.get();
  const bool old = request.version() == 10;
  const auto reason = beast::http::obsolete_reason(static_cast<beast::http::status>(response.status));
  std::string text;
  text.reserve(256 + response.body.size());
  fmt::format_to(std::back_inserter(text), "HTTP/1.{} {} {}\r\n", old ? 0 : 1, response.status,
                 std::string_view(reason.data(), reason.size()));
  const auto add = [&text](std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
  };
  for (const auto& [name, value] : response.headers) add(name, value);
  if (!options_.server_name.empty()) add("Server", options_.server_name);
  if (keep_alive == old) add("Connection", keep_alive ? "keep-alive" : "close");
  return text;
}

std::string Server::Impl::on_the_wire(const Response& response, const Parser& parser, bool keep_alive) const {
  std::string text = head(response, parser, keep_alive);
  fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n\r\n", response.body.size());
  if (parser.get().method() != beast::http::verb::head) text += response.body;
  return text;
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
    const bool unread = session->socket.available(ignored) > 0;
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
