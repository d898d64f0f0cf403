// Work that waits for a turn of its own, by a key: what is asked for again before its turn has come is done once. Work
// that throws stays due, for the timers to try it again (base/retrying_timers.h).
#pragma once

#include <functional>
#include <map>
#include <utility>

#include "base/clock.h"

namespace aws {

template <class Key>
class Turns {
 public:
  explicit Turns(Timers& timers) : timers_(timers) {}
  Turns(const Turns&) = delete;
  Turns& operator=(const Turns&) = delete;

  // Soon, and in the order in which it was asked for. Asked for during its own turn, it is done once more.
  void take(const Key& key, std::function<void()> work) {
    const auto [due, is_new] = due_.try_emplace(key);
    if (!is_new) return;
    due->second = timers_.after(Duration::zero(), [this, key, work = std::move(work)] {
      auto own = due_.extract(key);
      try {
        work();
      } catch (...) {
        due_.insert(std::move(own));
        throw;
      }
    });
  }

 private:
  Timers& timers_;
  std::map<Key, Timer> due_;
};

}  // namespace aws
