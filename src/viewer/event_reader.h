// Server-sent events out of the bytes that bring them, however these were cut on their way. Lines end with LF or CRLF.
// https://html.spec.whatwg.org/multipage/server-sent-events.html
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aws::viewer {

struct Event {
  std::string name;
  std::string data;
  bool operator==(const Event&) const = default;
};

class EventReader {
 public:
  // The events that `chunk` completes.
  std::vector<Event> take(std::string_view chunk);

 private:
  void take_line(std::string_view line, std::vector<Event>& complete);

  std::string unread_;  // the beginning of a line
  Event event_;         // what its lines have said so far
};

}  // namespace aws::viewer
