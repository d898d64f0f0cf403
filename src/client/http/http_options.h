// How a transport sends; see http_transport.h.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "base/event_loop.h"
#include "client/http/proxies.h"

namespace aws::client {

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{2000};  // name, TCP and TLS
  std::chrono::milliseconds timeout{30'000};        // of the whole exchange
  bool keep_alive = true;
  std::string ca_bundle;                    // a PEM file; "" trusts what the system trusts
  std::optional<Proxies> proxies{};         // none: those of the process's environment
  std::size_t max_body_bytes = 64U << 20U;  // of a reply; a larger one is "ConnectionLost"
  EventLoop* loop = nullptr;                // its fibers wait for a reply without holding up its thread
  // Called several times a second while a request is under way and may throw to end it:
  // SystemClock::throw_if_interrupted, so that a Ctrl-C does not wait for a time-out.
  std::function<void()> check_interrupt{};
};

// Those of the options, or else of the process's environment.
inline Proxies proxies_of(const HttpOptions& options) {
  return options.proxies ? *options.proxies : proxies_of(process_environment());
}

}  // namespace aws::client
