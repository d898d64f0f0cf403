#include "testing/simulated_clock.h"

#include <algorithm>

namespace aws::testing {

Timer SimulatedClock::after(Duration delay, std::function<void()> callback) {
  auto registration = std::make_shared<Registration>(Registration{std::move(callback)});
  timers_[{now_ + std::max(delay, Duration::zero()), sequence_++}] = registration;
  return Timer(std::move(registration));
}

bool SimulatedClock::fire_next(Timestamp until) {
  while (!timers_.empty()) {
    const auto [key, weak] = *timers_.begin();
    if (key.first > until) return false;
    timers_.erase(timers_.begin());
    if (const auto registration = weak.lock()) {
      now_ = std::max(now_, key.first);
      registration->callback();
      return true;
    }
  }
  return false;
}

void SimulatedClock::advance(Duration duration) {
  const Timestamp until = now_ + duration;
  while (fire_next(until)) {
  }
  now_ = std::max(now_, until);
}

bool SimulatedClock::advance_until(const std::function<bool()>& predicate, Duration bound) {
  const Timestamp until = now_ + bound;
  while (!predicate()) {
    if (!fire_next(until)) return false;
  }
  return true;
}

std::size_t SimulatedClock::pending() const {
  return static_cast<std::size_t>(
      std::count_if(timers_.begin(), timers_.end(), [](const auto& entry) { return !entry.second.expired(); }));
}

}  // namespace aws::testing
