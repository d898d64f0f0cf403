// Facts that one room states and others hear of. Each is delivered in turns of its own, one for each listener in order
// of subscription: never within the call that brought it about, nor within its transaction, so that nothing which
// cannot be taken back (a socket, a file) is done for something that may be. A fact that is announced again before a
// listener has heard it is heard once. It says what changed, and may say to what; how things are now the listener looks
// up, since more may have changed since, or have been taken back.
#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

#include "base/turns.h"

namespace aws {

// A Fact is a value with an order.
template <class Fact>
class Announcer {
 public:
  using Listener = std::function<void(const Fact&)>;

  explicit Announcer(Timers& timers) : turns_(timers) {}

  // Before the first fact. A listener that throws does not keep the others from hearing.
  void subscribe(Listener listener) { listeners_.push_back(std::move(listener)); }

  void announce(const Fact& fact) {
    for (std::size_t each = 0; each < listeners_.size(); ++each) {
      turns_.take({fact, each}, [this, fact, each] { listeners_[each](fact); });
    }
  }

 private:
  std::vector<Listener> listeners_;
  Turns<std::pair<Fact, std::size_t>> turns_;
};

}  // namespace aws
