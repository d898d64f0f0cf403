// Time is a constructor argument: nothing but the implementations of these two interfaces reads a clock or sleeps, so
// that every wait in the project can be tested on simulated time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace aws {

using Timestamp = std::chrono::system_clock::time_point;  // wall-clock time, as AWS prints it
using Duration = std::chrono::steady_clock::duration;

// A moment as a store keeps it: milliseconds since the epoch.
inline std::int64_t to_milliseconds(Timestamp time) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}
inline Timestamp from_milliseconds(std::int64_t milliseconds) {
  return Timestamp(std::chrono::milliseconds(milliseconds));
}

// Thrown out of Clock::sleep_for when the person at the terminal asked to stop.
struct Interrupted {
  int signal = 0;
};

// For code that waits by blocking: the scenario and the client.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
  virtual Duration uptime() const = 0;  // monotonic; its zero means nothing
  virtual void sleep_for(Duration duration) = 0;
};

// A timer that has not fired is cancelled when its handle goes away.
class Timer {
 public:
  Timer() = default;
  explicit Timer(std::shared_ptr<void> registration) : registration_(std::move(registration)) {}
  void cancel() { registration_.reset(); }

 private:
  std::shared_ptr<void> registration_;
};

// For code that waits by being called back: the region's controllers. Callbacks run on the region's own thread, in
// order of their deadline, and those of the same deadline in the order in which they were asked for.
class Timers {
 public:
  virtual ~Timers() = default;
  [[nodiscard]] virtual Timer after(Duration delay, std::function<void()> callback) = 0;
};

// Durations that the API sets (intervals, delays, grace periods) run `speed` times faster than on AWS.
class ScaledTimers final : public Timers {
 public:
  ScaledTimers(Timers& timers, double speed) : timers_(timers), speed_(speed) {}
  [[nodiscard]] Timer after(Duration delay, std::function<void()> callback) override {
    return timers_.after(std::chrono::duration_cast<Duration>(delay / speed_), std::move(callback));
  }

 private:
  Timers& timers_;
  double speed_;
};

}  // namespace aws
