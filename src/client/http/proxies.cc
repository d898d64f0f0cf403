#include "client/http/proxies.h"

namespace aws::client {
namespace {

std::string either(const Environment& environment, const char* small, const char* capital) {
  if (const auto value = environment.get(small)) return *value;
  return environment.get(capital).value_or("");
}

}  // namespace

Proxies proxies_of(const Environment& environment) {
  const std::string all = either(environment, "all_proxy", "ALL_PROXY");
  Proxies proxies{.http = either(environment, "http_proxy", "HTTP_PROXY"),
                  .https = either(environment, "https_proxy", "HTTPS_PROXY"),
                  .except = either(environment, "no_proxy", "NO_PROXY")};
  if (proxies.http.empty()) proxies.http = all;
  if (proxies.https.empty()) proxies.https = all;
  return proxies;
}

}  // namespace aws::client
