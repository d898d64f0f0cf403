#include "client/http/http_transport.h"

#include "client/http/curl_transport.h"
#include "client/http/local_transport.h"
#include "client/http/url.h"

namespace aws::client {

bool is_near(std::string_view base_url) {
  const auto url = parse_url(base_url);
  return url && is_loopback_or_link_local(url->host);
}

http::Response HttpTransport::send(const std::string& base_url, const http::Request& request) {
  return transport_to(base_url).send(base_url, request);
}

Transport& HttpTransport::transport_to(const std::string& base_url) {
  const std::lock_guard lock(mutex_);
  if (base_url.starts_with("http://") && is_near(base_url)) {
    if (!near_) near_ = std::make_unique<LocalTransport>(options_);
    return *near_;
  }
  if (!far_) far_ = std::make_unique<CurlTransport>(options_);
  return *far_;
}

}  // namespace aws::client
