// Sends one HTTP request and returns the reply. The real one is http_transport.h; a test hands the request straight
// to a front door.
#pragma once

#include <chrono>
#include <string>

#include "wire/http/http.h"

namespace aws::client {

class Transport {
 public:
  virtual ~Transport() = default;

  // `base_url` is scheme, host and port ("http://127.0.0.1:4566"), request.target the path. Throws aws::Error, with
  // Fault::kReceiver: "ConnectionError" when no connection could be made (the request had no effect), "ConnectionLost"
  // when it broke afterwards, "RequestTimeout" when no reply came in time (either may have had an effect); and
  // "NotTrusted" when the server's certificate is not.
  virtual http::Response send(const std::string& base_url, const http::Request& request) = 0;
};

}  // namespace aws::client
