#include "base/event_loop.h"

#include <gtest/gtest.h>

#include <thread>

namespace aws {
namespace {

using namespace std::chrono_literals;

TEST(EventLoop, AStopThatComesBeforeTheRunEndsIt) {
  EventLoop loop;
  loop.stop();
  loop.run();  // returns, or the test times out
}

TEST(EventLoop, StopsFromAnotherThreadAndRunsAgain) {
  EventLoop loop;
  for (int run = 0; run < 2; ++run) {
    std::thread stopper([&] { loop.stop(); });
    loop.run();
    stopper.join();
  }
}

TEST(EventLoop, ADroppedTimerDoesNotFire) {
  EventLoop loop;
  bool fired = false;
  {
    const Timer dropped = loop.after(0s, [&] { fired = true; });
  }
  const Timer stop = loop.after(1ms, [&] { loop.stop(); });
  loop.run();
  EXPECT_FALSE(fired);
}

}  // namespace
}  // namespace aws
