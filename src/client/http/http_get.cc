#include "client/http/http_get.h"

#include "client/errors.h"
#include "client/http/http_transport.h"
#include "client/http/url.h"

namespace aws::client {

http::Response http_get(const std::string& url, const GetOptions& options) {
  const auto parts = parse_url(url);
  if (!parts) throw invalid_endpoint(url, "the caller");
  HttpTransport transport({.connect_timeout = options.timeout,
                           .timeout = options.timeout,
                           .keep_alive = false,
                           .check_interrupt = options.check_interrupt});
  return transport.send(parts->base, {.method = "GET", .target = parts->target});
}

}  // namespace aws::client
