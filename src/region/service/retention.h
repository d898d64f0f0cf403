// How long a service tells of what has ended. Region thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>

#include "base/clock.h"

namespace aws::region {

class Retention {
 public:
  struct Parts {
    const Clock& clock;
    Timers& timers;  // `speed` times faster than the clock
    double speed;
    std::chrono::days kept;  // at AWS's pace
    // Erases what had ended at this moment, in milliseconds since the epoch.
    std::function<void(std::int64_t)> forget;
  };
  explicit Retention(Parts parts) : parts_(std::move(parts)) {}
  Retention(const Retention&) = delete;
  Retention& operator=(const Retention&) = delete;

  // Once, when the region has started: forgets now and once a day.
  void start();

 private:
  Parts parts_;
  Timer next_;
};

}  // namespace aws::region
