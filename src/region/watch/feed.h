// Events for everybody who has the page open: server-sent events, as many streams as there are listeners. What a
// listener has not taken yet is kept up to a bound; beyond, it is told that it has lost some and begins anew. Region
// thread. https://html.spec.whatwg.org/multipage/server-sent-events.html
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "wire/http/stream.h"

namespace aws::region::watch {

class Feed {
 public:
  // `timers` in real time. `attention` is told when the first listener has come and when the last has left.
  Feed(Timers& timers, std::function<void(bool)> attention);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // One more listener, who hears `first` (made by event()) and then whatever is published.
  std::shared_ptr<http::Stream> open(std::string first);
  void publish(std::string_view name, std::string_view json);
  bool has_listeners() const { return !listeners_.empty(); }

 private:
  class Listener;
  void left(const Listener* listener);
  void beat();

  Timers& timers_;
  std::function<void(bool)> attention_;
  std::vector<Listener*> listeners_;
  Timer next_beat_;
  std::shared_ptr<Feed*> self_;  // expires with this: a listener may outlive it
};

// One event as it goes over the wire. The text is a single line.
std::string event(std::string_view name, std::string_view json);

}  // namespace aws::region::watch
