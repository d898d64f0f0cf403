// One plain GET on a connection of its own, as a visitor of the service makes it: not signed, not repeated.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "wire/http/http.h"

namespace aws::client {

struct GetOptions {
  std::chrono::milliseconds timeout{10'000};  // connecting included
  std::function<void()> check_interrupt{};    // see HttpOptions
};

// Any status is a reply. Throws "ConnectionError", "ConnectionLost" or "RequestTimeout" when there is none, and
// "InvalidEndpoint" when `url` is no http:// or https:// URL.
http::Response http_get(const std::string& url, const GetOptions& options = {});

}  // namespace aws::client
