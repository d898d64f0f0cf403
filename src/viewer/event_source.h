// The events of a server on this machine, as they come over one connection, which the calling thread reads.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "viewer/event_reader.h"

namespace aws::viewer {

struct EventSourceOptions {
  std::chrono::milliseconds pace{100};        // how long next() waits at most
  std::chrono::milliseconds silence{20'000};  // who says nothing for so long has gone
  std::function<void()> check_interrupt{};    // called while waiting; may throw
};

class EventSource {
 public:
  // Throws "ConnectionError" and "ConnectionLost", "RequestTimeout" when no answer comes, "InvalidEndpoint" for what is
  // no http:// URL, and "NoEvents" when the answer is not a stream of events.
  explicit EventSource(const std::string& url, EventSourceOptions options = {});
  ~EventSource();
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;

  // What has come; nothing, when nothing comes for a while. Throws "ConnectionLost" at the end of the stream.
  std::vector<Event> next();

 private:
  class Connection;
  std::unique_ptr<Connection> connection_;
  EventReader reader_;
};

}  // namespace aws::viewer
