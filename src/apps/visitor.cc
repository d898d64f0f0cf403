#include "apps/visitor.h"

#include <algorithm>
#include <cctype>

#include "base/error.h"
#include "base/system_clock.h"
#include "client/http/http_get.h"

namespace aws::apps {

scenario::HttpResult Visitor::get(const std::string& url) {
  try {
    const http::Response reply = client::http_get(url, {.check_interrupt = &SystemClock::throw_if_interrupted});
    scenario::HttpResult result{.status = reply.status, .body = reply.body};
    for (auto [name, value] : reply.headers) {
      std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
      result.headers[name] = value;
    }
    return result;
  } catch (const Error& error) {
    return {.error = error.message()};
  }
}

}  // namespace aws::apps
