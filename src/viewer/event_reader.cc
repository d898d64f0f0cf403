#include "viewer/event_reader.h"

#include <utility>

namespace aws::viewer {

std::vector<Event> EventReader::take(std::string_view chunk) {
  std::vector<Event> complete;
  for (auto end = chunk.find('\n'); end != std::string_view::npos; end = chunk.find('\n')) {
    unread_ += chunk.substr(0, end);
    if (unread_.ends_with('\r')) unread_.pop_back();
    take_line(std::exchange(unread_, {}), complete);
    chunk.remove_prefix(end + 1);
  }
  unread_ += chunk;
  return complete;
}

void EventReader::take_line(std::string_view line, std::vector<Event>& complete) {
  if (line.empty()) {
    if (!event_.data.empty()) {
      event_.data.pop_back();  // the last line break
      complete.push_back(event_);
    }
    event_ = {};
    return;
  }
  const auto colon = line.find(':');
  const auto field = line.substr(0, colon);
  auto value = colon == std::string_view::npos ? std::string_view() : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_.name = value;
  if (field == "data") event_.data.append(value).append("\n");
}

}  // namespace aws::viewer
