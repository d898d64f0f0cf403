// The body of an answer whose length nobody knows when it begins: events as they happen. The server pulls it: it asks
// for a part when the client has taken the one before, so that a client that reads slowly holds up nobody else, and
// what it misses is for the stream to keep or to drop. That a client has left shows when the next part is sent.
#pragma once

#include <functional>
#include <string>

namespace aws::http {

class Stream {
 public:
  using Ready = std::function<void(std::string part)>;

  virtual ~Stream() = default;
  // Calls `ready` once, now or later, with the next part, and with "" when there is no more. Both are called, and the
  // stream goes away, where handlers run; one part at a time is asked for. Whoever goes away with `ready` uncalled
  // leaves the client waiting.
  virtual void next(Ready ready) = 0;
};

}  // namespace aws::http
