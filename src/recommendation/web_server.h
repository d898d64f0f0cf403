// The recommendation service on a socket. Handlers call AWS and may block, so they run on threads of their own: a few
// for recommendations, and others kept for health checks, which no slow table can keep from being answered. Owned by
// the server's main.
#pragma once

#include <cstdint>
#include <string>

#include "recommendation/parameters.h"
#include "recommendation/recommender.h"

namespace aws::recommendation {

struct WebServerOptions {
  std::string address;  // of this instance, numeric
  std::uint16_t port = 80;
  int recommendation_threads = 6;
  int health_check_threads = 2;
};

// Serves until SIGTERM or SIGINT, then accepts nothing more, answers what is under way and returns. Throws aws::Error
// in one line when the address cannot be had.
void serve(const WebServerOptions& options, const Recommender& recommender, ParameterCache& parameters);

}  // namespace aws::recommendation
