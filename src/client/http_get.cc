#include "client/http_get.h"

#include <algorithm>

#include "client/errors.h"
#include "client/http_transport.h"

namespace aws::client {

http::Response http_get(const std::string& url, const GetOptions& options) {
  const std::size_t scheme = url.find("://");
  if (!url.starts_with("http://") && !url.starts_with("https://")) throw invalid_endpoint(url, "the caller");
  const std::size_t target = std::min(url.find_first_of("/?", scheme + 3), url.size());
  std::string path = url.substr(target);
  if (!path.starts_with('/')) path.insert(0, "/");

  HttpTransport transport({.connect_timeout = options.timeout,
                           .timeout = options.timeout,
                           .keep_alive = false,
                           .check_interrupt = options.check_interrupt});
  return transport.send(url.substr(0, target), {.method = "GET", .target = path});
}

}  // namespace aws::client
