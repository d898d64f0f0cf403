#include "region/service/retention.h"

#include <gmock/gmock.h>

#include "testing/simulated_clock.h"

namespace aws::region {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

TEST(Retention, ForgetsAtTheStartAndEachDayAtTheRegionsPace) {
  testing::SimulatedClock clock;
  ScaledTimers timers(clock, 24);
  std::vector<milliseconds> ages;
  const auto note = [&](std::int64_t moment) { ages.emplace_back(to_milliseconds(clock.now()) - moment); };
  Retention retention({.clock = clock, .timers = timers, .speed = 24, .kept = days(120), .forget = note});
  retention.start();
  EXPECT_THAT(ages, ::testing::ElementsAre(days(5)));
  clock.advance(hours(3));
  EXPECT_EQ(ages, std::vector<milliseconds>(4, days(5)));
}

}  // namespace
}  // namespace aws::region
