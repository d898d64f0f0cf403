// A target's slow start: for a while after it became healthy it gets less than its share of requests, and every moment
// a bit more of it, in thirty equal steps (on AWS from moment to moment).
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode
#pragma once

#include <chrono>
#include <functional>

#include "base/clock.h"

namespace aws::region::elbv2 {

class SlowStart {
 public:
  static constexpr int kSteps = 30;
  static constexpr int kFullShare = 100;

  // Calls back after every step, the last one included.
  void begin(Timers& timers, std::chrono::seconds duration, std::function<void()> stepped);
  void end();

  bool going_on() const { return step_ < kSteps; }
  int share() const { return kFullShare * step_ / kSteps; }  // of the requests of a target without it, in percent; >= 1

 private:
  void wait(Timers& timers, Duration pause, std::function<void()> stepped);

  int step_ = kSteps;
  Timer next_;
};

}  // namespace aws::region::elbv2
