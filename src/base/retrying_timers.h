// The one way in which a long-running program meets a turn that fails: it is written to the log and tried again after a
// pause, until it succeeds or nobody wants it any more. Everybody else's turns go on. What is Unrecoverable goes
// through, to the program's end.
#pragma once

#include <chrono>

#include "base/clock.h"

namespace aws {

class RetryingTimers final : public Timers {
 public:
  explicit RetryingTimers(Timers& timers, Duration pause = std::chrono::seconds(10)) : timers_(timers), pause_(pause) {}

  // Tried again while the handle is kept.
  [[nodiscard]] Timer after(Duration delay, std::function<void()> callback) override;

 private:
  class Turn;

  Timers& timers_;
  Duration pause_;
};

}  // namespace aws
