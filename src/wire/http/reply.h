// An answer and how it is delivered. A server's handler usually has a Response and nothing to say about the delivery;
// what can go wrong on the way is for a region that misbehaves.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <utility>

#include "wire/http/http.h"
#include "wire/http/stream.h"

namespace aws::http {

enum class Delivery {
  kSent,
  kDropped,   // the connection is closed without a byte
  kWithheld,  // nothing comes, and the connection stays open until the client gives up or the idle time-out is over
};

struct Reply {
  Reply() = default;
  Reply(Response answer) : response(std::move(answer)) {}

  Response response;
  std::chrono::milliseconds delay{};  // before it is sent or dropped
  Delivery delivery = Delivery::kSent;
  std::function<Reply()> later{};    // set: there is no answer yet, and after the delay this says more
  int hops = 0;                      // routers that the answer may cross, and one more; 0: as many as usual
  std::shared_ptr<Stream> stream{};  // set: what comes after the response's own body
};

}  // namespace aws::http
