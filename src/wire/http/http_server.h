// An HTTP/1.1 server on one address. Handlers run on the thread that runs the io_context, one at a time, and answer at
// once, unless the options send them elsewhere; a Reply says when and whether the answer is sent. Used by the front
// door, by each instance's metadata endpoint and by the recommendation server. The io_context outlives the server.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "wire/http/http.h"
#include "wire/http/reply.h"

namespace boost::asio {
class io_context;
}

namespace aws::http {

struct ServerOptions {
  std::string address = "127.0.0.1";  // numeric IPv4
  std::uint16_t port = 0;             // 0: any free port
  std::size_t max_body_bytes = 20U << 20U;
  std::chrono::milliseconds idle_timeout = std::chrono::seconds(60);  // without a byte from or to the client
  std::string server_name;                                            // the Server header, none when empty
  // Has a handler called on another thread: for handlers that block. Several may then be under way at a time, and those
  // threads must have ended before the io_context goes. None: on the io_context's own thread.
  std::function<void(const Request& request, std::function<void()> handler)> run_handler{};
  int listener = -1;  // an open listening socket, which is taken over; else one is opened at the address and port
  // Its clients speak TLS with a proxy on this machine, which says who they are (wire/http/proxied_client.h). Nobody
  // else is answered.
  bool behind_tls = false;
};

class Server {
 public:
  using Handler = std::function<Reply(const Request&)>;

  // Binds and listens; throws aws::Error "AddressInUse" or "AddressNotAvailable" with a one-line message that names the
  // address, the port and what to do. A handler's exception becomes a 500 and an error in the log.
  Server(boost::asio::io_context& context, ServerOptions options, Handler handler);
  ~Server();  // stops at once; the handler is not called again
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;

  // Accepts nothing more, lets each request in flight have its answer, then calls `done`.
  void drain(std::function<void()> done);

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace aws::http
