#include "recommendation/web_server.h"

#include <spdlog/spdlog.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/thread_pool.hpp>
#include <csignal>

#include "wire/http/http_server.h"

namespace aws::recommendation {

namespace asio = boost::asio;

void serve(const WebServerOptions& options, const Recommender& recommender, ParameterCache& parameters) {
  asio::io_context context;
  asio::thread_pool recommendations(static_cast<std::size_t>(options.recommendation_threads));
  asio::thread_pool health_checks(static_cast<std::size_t>(options.health_check_threads));
  http::ServerOptions server_options{.address = options.address, .port = options.port, .max_body_bytes = 64U << 10U};
  server_options.run_handler = [&](const http::Request& request, std::function<void()> handler) {
    asio::post(request.path() == "/healthcheck" ? health_checks : recommendations, std::move(handler));
  };
  http::Server server(context, server_options,
                      [&](const http::Request& request) { return recommender.answer(request, parameters.get()); });

  asio::signal_set signals(context, SIGTERM, SIGINT);
  signals.async_wait([&](const auto& error, int signal) {
    if (error) return;
    spdlog::info("signal {}: finishing the requests under way", signal);
    server.drain([&context] { context.stop(); });
    signals.async_wait([&context](const auto& again, int) {
      if (!again) context.stop();
    });
  });
  spdlog::info("listening on {}:{}", options.address, server.port());
  const auto guard = asio::make_work_guard(context);
  context.run();
  recommendations.join();
  health_checks.join();
}

}  // namespace aws::recommendation
