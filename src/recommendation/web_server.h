// The recommendation service on a socket. Each request is answered by a fiber (base/fibers/fibers.h) on the one thread
// of the loop: those that wait for a slow table keep neither other visitors nor a health check from their answer. Owned
// by the server's main.
#pragma once

#include <cstdint>
#include <string>

#include "base/event_loop.h"
#include "recommendation/parameters.h"
#include "recommendation/recommender.h"

namespace aws::recommendation {

struct WebServerOptions {
  std::string address;  // of this instance, numeric
  std::uint16_t port = 80;
};

// Runs the loop, which is that of the recommender's and the parameters' clients, until SIGTERM or SIGINT; then accepts
// nothing more, answers what is under way and returns. A second signal ends the process. Throws aws::Error in one line
// when the address cannot be had.
void serve(const WebServerOptions& options, EventLoop& loop, const Recommender& recommender,
           ParameterCache& parameters);

}  // namespace aws::recommendation
