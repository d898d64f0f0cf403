// Through which proxy a request goes, as the AWS SDKs take it from the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY
// for both, NO_PROXY for hosts that are reached directly; each also in small letters, which come first.
#pragma once

#include <string>

#include "client/environment.h"

namespace aws::client {

struct Proxies {
  std::string http;    // for http:// URLs; "": none
  std::string https;   // for https:// URLs
  std::string except;  // "localhost,.example.com,10.0.0.0/8", or "*" for all hosts

  bool operator==(const Proxies&) const = default;
};

Proxies proxies_of(const Environment& environment);

}  // namespace aws::client
