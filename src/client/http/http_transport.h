// The transport that everything uses: a request to this machine or its link goes by LocalTransport, all others by
// libcurl, which with its thirty libraries is loaded when the first of them comes: a web server on an instance of the
// embedded region never needs it. Any thread may send.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "client/http/http_options.h"
#include "client/http/transport.h"

namespace aws::client {

// Is the host on loopback or link-local, where nothing needs a name server or a proxy?
bool is_near(std::string_view base_url);

class HttpTransport final : public Transport {
 public:
  explicit HttpTransport(HttpOptions options = {}) : options_(std::move(options)) {}

  // Redirects are not followed. Throws what check_interrupt throws, too.
  http::Response send(const std::string& base_url, const http::Request& request) override;

 private:
  Transport& transport_to(const std::string& base_url);

  const HttpOptions options_;
  std::mutex mutex_;
  std::unique_ptr<Transport> near_;
  std::unique_ptr<Transport> far_;
};

}  // namespace aws::client
