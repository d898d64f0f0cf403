// Code that is written as if it blocked, and waits without a thread: a fiber has a stack of its own, and while it waits
// for an answer or a timer the loop's thread runs others. So a server that makes calls for its visitors needs one
// thread for as many of them as come (docs/adr/0014-fibers.md).
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "base/event_loop.h"

namespace aws {

// Used by the thread that runs the loop.
class Fibers {
 public:
  explicit Fibers(EventLoop& loop);
  ~Fibers();  // when no work is under way
  Fibers(const Fibers&) = delete;
  Fibers& operator=(const Fibers&) = delete;

  // Begins it in a turn of the loop that is its own. What it throws ends the process, as in a thread.
  void start(std::function<void()> work);

  static bool in_a_fiber();

 private:
  class Fiber;

  void run(std::function<void()> work);
  void resume(Fiber& fiber);

  EventLoop& loop_;
  std::vector<std::unique_ptr<Fiber>> all_;
  std::vector<Fiber*> idle_;  // their stacks are used again

  friend void wait(const std::function<void(std::function<void()> wake)>& begin);
};

// Has `begin` arrange for `wake` to be called, once, on whatever thread, and returns after that: a fiber lets others
// run meanwhile, a thread blocks.
void wait(const std::function<void(std::function<void()> wake)>& begin);

// The time of another clock, with a sleep that holds up no other fiber.
class FiberClock final : public Clock {
 public:
  FiberClock(Clock& clock, EventLoop& loop) : clock_(clock), loop_(loop) {}
  Timestamp now() const override { return clock_.now(); }
  Duration uptime() const override { return clock_.uptime(); }
  void sleep_for(Duration duration) override;

 private:
  Clock& clock_;
  EventLoop& loop_;
};

}  // namespace aws
