// How long it takes until something is launched again where a launch has failed: ten seconds, then twice as long each
// time, ten minutes at most. A restart of the region forgets it. Region thread.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/clock.h"

namespace aws::region::autoscaling {

class LaunchPauses {
 public:
  explicit LaunchPauses(Timers& timers) : timers_(timers) {}

  bool in_effect(const std::string& place) const;
  void begin(const std::string& place, std::function<void()> over);
  void forget(const std::string& place) { pauses_.erase(place); }  // the next one is short again

 private:
  struct Pause {
    int failures = 0;
    bool over = true;
    Timer timer;
  };

  Timers& timers_;
  std::map<std::string, Pause> pauses_;
};

}  // namespace aws::region::autoscaling
