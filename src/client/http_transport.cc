#include "client/http_transport.h"

#include <arpa/inet.h>

#include <algorithm>

#include "client/curl_transport.h"
#include "client/local_transport.h"

namespace aws::client {

bool is_near(std::string_view base_url) {
  base_url.remove_prefix(std::min(base_url.find("//") + 2, base_url.size()));
  const std::string host(base_url.substr(0, base_url.find_first_of(":/")));
  if (host == "localhost") return true;
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) != 1) return false;
  const std::uint32_t bits = ntohl(address.s_addr);
  return bits >> 24U == 127 || bits >> 16U == 0xa9fe;  // 127/8, 169.254/16
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
