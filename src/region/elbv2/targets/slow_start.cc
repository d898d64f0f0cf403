#include "region/elbv2/targets/slow_start.h"

#include <utility>

namespace aws::region::elbv2 {

void SlowStart::begin(Timers& timers, std::chrono::seconds duration, std::function<void()> stepped) {
  step_ = 1;
  wait(timers, Duration(duration) / kSteps, std::move(stepped));
}

void SlowStart::end() {
  step_ = kSteps;
  next_.cancel();
}

void SlowStart::wait(Timers& timers, Duration pause, std::function<void()> stepped) {
  next_ = timers.after(pause, [this, &timers, pause, stepped = std::move(stepped)] {
    if (++step_ < kSteps) wait(timers, pause, stepped);
    stepped();
  });
}

}  // namespace aws::region::elbv2
