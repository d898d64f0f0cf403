#include "recommendation/web_server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>

#include "base/fibers/fibers.h"
#include "wire/http/http_server.h"

namespace aws::recommendation {

namespace asio = boost::asio;

void serve(const WebServerOptions& options, EventLoop& loop, const Recommender& recommender,
           ParameterCache& parameters) {
  Fibers fibers(loop);
  http::ServerOptions server_options{.address = options.address, .port = options.port, .max_body_bytes = 64U << 10U};
  server_options.run_handler = [&fibers](const http::Request&, auto handler) { fibers.start(std::move(handler)); };
  http::Server server(loop.context(), server_options,
                      [&](const http::Request& request) { return recommender.answer(request, parameters.get()); });

  asio::signal_set signals(loop.context(), SIGTERM, SIGINT);
  signals.async_wait([&](const auto& error, int signal) {
    if (error) return;
    signals.clear();  // the next one ends the process, as if nobody had asked
    spdlog::info("signal {}: finishing the requests under way", signal);
    server.drain([&loop] { loop.stop(); });
  });
  spdlog::info("listening on {}:{}", options.address, server.port());
  loop.run();
}

}  // namespace aws::recommendation
