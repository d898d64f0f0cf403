#include "base/fibers/fibers.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <thread>

#include "base/fibers/waiting_mutex.h"
#include "base/system_clock.h"

namespace aws {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

// Runs the loop until the work that was begun is done.
class FibersTest : public ::testing::Test {
 protected:
  void begin(std::function<void()> work) {
    ++under_way_;
    fibers_.start([this, work = std::move(work)] {
      work();
      if (--under_way_ == 0) loop_.stop();
    });
  }

  EventLoop loop_;
  Fibers fibers_{loop_};
  std::vector<std::string> told_;

 private:
  int under_way_ = 0;
};

TEST_F(FibersTest, OneRunsWhileAnotherWaits) {
  std::function<void()> go_on;
  begin([&] {
    EXPECT_TRUE(Fibers::in_a_fiber());
    told_.emplace_back("waits");
    wait([&](auto wake) { go_on = std::move(wake); });
    told_.emplace_back("goes on");
  });
  begin([&] {
    told_.emplace_back("wakes the other");
    go_on();
    told_.emplace_back("first ends itself");
  });
  loop_.run();
  EXPECT_THAT(told_, ElementsAre("waits", "wakes the other", "first ends itself", "goes on"));
  EXPECT_FALSE(Fibers::in_a_fiber());
}

TEST_F(FibersTest, MayBeWokenAtOnceOrFromAnotherThread) {
  std::jthread other;
  begin([&] {
    wait([](auto wake) { wake(); });
    wait([&](auto wake) { other = std::jthread(wake); });
    told_.emplace_back("done");
  });
  loop_.run();
  EXPECT_THAT(told_, ElementsAre("done"));
}

TEST_F(FibersTest, AThreadWaitsToo) {
  std::jthread other;
  bool woken = false;
  wait([&](auto wake) {
    other = std::jthread([&woken, wake] {
      woken = true;
      wake();
    });
  });
  EXPECT_TRUE(woken);
}

TEST_F(FibersTest, EachHasItsStackAndItsExceptions) {
  for (int i = 0; i < 100; ++i) {
    begin([this, i] {
      try {
        wait([](auto wake) { wake(); });
        throw std::runtime_error(std::to_string(i));
      } catch (const std::exception& error) {
        wait([](auto wake) { wake(); });
        told_.emplace_back(error.what());
      }
    });
  }
  loop_.run();
  ASSERT_EQ(told_.size(), 100U);
  EXPECT_EQ(told_.back(), "99");
}

TEST_F(FibersTest, SleepTogether) {
  SystemClock system;
  FiberClock clock(system, loop_);
  const auto started = clock.uptime();
  for (int i = 0; i < 20; ++i) begin([&] { clock.sleep_for(20ms); });
  loop_.run();
  EXPECT_GE(clock.uptime() - started, 20ms);
  EXPECT_LT(clock.uptime() - started, 20 * 20ms);
}

TEST_F(FibersTest, HaveAMutexWithoutHoldingUpTheThread) {
  WaitingMutex mutex;
  for (const char* name : {"a", "b", "c"}) {
    begin([&, name] {
      const std::lock_guard lock(mutex);
      told_.push_back(std::string(name) + " in");
      EXPECT_FALSE(mutex.try_lock());
      wait([](auto wake) { wake(); });
      told_.push_back(std::string(name) + " out");
    });
  }
  loop_.run();
  EXPECT_THAT(told_, ElementsAre("a in", "a out", "b in", "b out", "c in", "c out"));
  EXPECT_TRUE(mutex.try_lock());
}

TEST(WaitingMutex, KeepsThreadsApart) {
  WaitingMutex mutex;
  int count = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 1000; ++n) {
          const std::lock_guard lock(mutex);
          ++count;
        }
      });
    }
  }
  EXPECT_EQ(count, 4000);
}

}  // namespace
}  // namespace aws
