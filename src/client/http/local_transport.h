// Plain HTTP/1.1 to a numeric address or localhost, on kept connections. Any thread may send, and any fiber of
// HttpOptions::loop, each with a connection of its own.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "client/http/http_options.h"
#include "client/http/transport.h"

namespace aws::client {

class LocalTransport final : public Transport {
 public:
  explicit LocalTransport(HttpOptions options = {});
  ~LocalTransport() override;

  http::Response send(const std::string& base_url, const http::Request& request) override;

 private:
  class Connection;

  std::unique_ptr<Connection> take(const std::string& authority, const EventLoop* loop);

  const HttpOptions options_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace aws::client
