#include "base/clock.h"

#include <gmock/gmock.h>

#include "testing/simulated_clock.h"

namespace aws {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

TEST(SimulatedClock, FiresInOrderOfDeadlineThenOfRequest) {
  testing::SimulatedClock clock;
  std::vector<int> fired;
  const Timer later = clock.after(2s, [&] { fired.push_back(3); });
  const Timer first = clock.after(1s, [&] { fired.push_back(1); });
  const Timer second = clock.after(1s, [&] { fired.push_back(2); });
  clock.advance(2s);
  EXPECT_THAT(fired, ElementsAre(1, 2, 3));
  EXPECT_EQ(clock.uptime(), 2s);
}

TEST(SimulatedClock, FiresATimerSetByAnother) {
  testing::SimulatedClock clock;
  Timer inner;
  Duration fired_at{};
  const Timer outer = clock.after(1s, [&] { inner = clock.after(1s, [&] { fired_at = clock.uptime(); }); });
  clock.advance(10s);
  EXPECT_EQ(fired_at, 2s);
}

TEST(SimulatedClock, ADroppedTimerNeverFires) {
  testing::SimulatedClock clock;
  bool fired = false;
  {
    const Timer dropped = clock.after(1s, [&] { fired = true; });
  }
  clock.advance(10s);
  EXPECT_FALSE(fired);
}

TEST(ScaledTimers, DivideDurations) {
  testing::SimulatedClock clock;
  ScaledTimers timers(clock, 10);
  Duration fired_at{};
  const Timer timer = timers.after(30s, [&] { fired_at = clock.uptime(); });
  clock.advance(1min);
  EXPECT_EQ(fired_at, 3s);
}

}  // namespace
}  // namespace aws
