// HTTP and HTTPS by libcurl, through a proxy where there is one. Connections are kept and used again; any
// thread may send, each with a connection of its own.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "client/http/http_options.h"
#include "client/http/transport.h"

namespace aws::client {

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(HttpOptions options = {});
  ~CurlTransport() override;
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  http::Response send(const std::string& base_url, const http::Request& request) override;

 private:
  struct CloseHandle {
    void operator()(void* handle) const;
  };
  using Handle = std::unique_ptr<void, CloseHandle>;  // a CURL*
  struct Kept {
    std::string base_url;
    Handle handle;  // with one connection
    int socket;
  };

  Handle take(const std::string& base_url);
  void give_back(const std::string& base_url, Handle handle);

  const HttpOptions options_;
  const Proxies proxies_;
  std::mutex mutex_;
  std::vector<Kept> idle_;
};

}  // namespace aws::client
