// HTTP and HTTPS by libcurl. Connections are kept and used again; any thread may send, each with a connection of its
// own. Redirects are not followed, and what is on this machine or link is never reached through a proxy.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "client/transport.h"

namespace aws::client {

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{2000};  // name, TCP and TLS
  std::chrono::milliseconds timeout{30'000};        // of the whole exchange
  bool keep_alive = true;
  std::string ca_bundle;                    // a PEM file; "" trusts what the system trusts
  std::size_t max_body_bytes = 64U << 20U;  // of a reply
  // Called several times a second while a request is under way and may throw to end it:
  // SystemClock::throw_if_interrupted, so that a Ctrl-C does not wait for a time-out.
  std::function<void()> check_interrupt{};
};

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(HttpOptions options = {});
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  // A reply larger than max_body_bytes is "ConnectionLost". Throws what check_interrupt throws.
  http::Response send(const std::string& base_url, const http::Request& request) override;

 private:
  struct CloseHandle {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, CloseHandle>;  // a CURL*

  Handle take();
  void give_back(Handle handle);

  const HttpOptions options_;
  std::mutex mutex_;
  std::vector<Handle> idle_;
};

}  // namespace aws::client
