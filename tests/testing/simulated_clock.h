// Time that passes only when somebody waits: a sleep jumps from timer to timer, in (deadline, sequence) order, and
// costs microseconds. Implements both sides of time, so that a scenario that sleeps and a region that is called back
// share it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "base/clock.h"

namespace aws::testing {

class SimulatedClock final : public Clock, public Timers {
 public:
  // 2026-01-02T03:04:05Z
  explicit SimulatedClock(Timestamp start = Timestamp(std::chrono::seconds(1767323045))) : now_(start), start_(start) {}

  Timestamp now() const override { return now_; }
  Duration uptime() const override { return now_ - start_; }
  void sleep_for(Duration duration) override { advance(duration); }
  [[nodiscard]] Timer after(Duration delay, std::function<void()> callback) override;

  // Fires every timer that falls due within the duration, those included that are set meanwhile.
  void advance(Duration duration);
  // Advances until the predicate holds; false if it does not within the bound.
  bool advance_until(const std::function<bool()>& predicate, Duration bound = std::chrono::hours(1));
  std::size_t pending() const;

 private:
  struct Registration {
    std::function<void()> callback;
  };
  using Key = std::pair<Timestamp, std::uint64_t>;

  bool fire_next(Timestamp until);

  Timestamp now_;
  Timestamp start_;
  std::uint64_t sequence_ = 0;
  std::map<Key, std::weak_ptr<Registration>> timers_;
};

}  // namespace aws::testing
