#include "base/announcer.h"

#include <gmock/gmock.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/retrying_timers.h"
#include "testing/simulated_clock.h"

namespace aws {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Announcements : public ::testing::Test {
 protected:
  testing::SimulatedClock clock_;
  RetryingTimers timers_{clock_, 10s};
  Announcer<std::string> announcer_{timers_};
  std::vector<std::string> heard_;

  void listen(const std::string& name) {
    announcer_.subscribe([this, name](const std::string& fact) { heard_.push_back(name + fact); });
  }
};

TEST_F(Announcements, AreHeardInATurnOfTheirOwnInOrderOfSubscription) {
  listen("first:");
  listen("second:");
  announcer_.announce("a");
  announcer_.announce("b");
  EXPECT_THAT(heard_, IsEmpty());
  clock_.advance(0s);
  EXPECT_THAT(heard_, ElementsAre("first:a", "second:a", "first:b", "second:b"));
}

TEST_F(Announcements, OfTheSameAreHeardOnce) {
  listen("");
  announcer_.announce("a");
  announcer_.announce("a");
  clock_.advance(0s);
  EXPECT_THAT(heard_, ElementsAre("a"));
  announcer_.announce("a");
  clock_.advance(0s);
  EXPECT_THAT(heard_, ElementsAre("a", "a"));
}

TEST_F(Announcements, BroughtAboutByOneAreHeardAfterIt) {
  announcer_.subscribe([this](const std::string& fact) {
    if (fact == "a") announcer_.announce("b");
    heard_.push_back("first:" + fact);
  });
  listen("second:");
  announcer_.announce("a");
  clock_.advance(0s);
  EXPECT_THAT(heard_, ElementsAre("first:a", "second:a", "first:b", "second:b"));
}

TEST_F(Announcements, ReachTheOthersWhenAListenerThrowsAndItAgainAfterAPause) {
  int failures = 2;
  announcer_.subscribe([&](const std::string& fact) {
    if (failures-- > 0) throw std::runtime_error("the disk is full");
    heard_.push_back("at last:" + fact);
  });
  listen("");
  announcer_.announce("a");
  clock_.advance(0s);
  EXPECT_THAT(heard_, ElementsAre("a"));
  clock_.advance(10s);
  EXPECT_THAT(heard_, ElementsAre("a"));
  clock_.advance(10s);
  EXPECT_THAT(heard_, ElementsAre("a", "at last:a"));
  clock_.advance(100s);
  EXPECT_THAT(heard_, ElementsAre("a", "at last:a"));
}

TEST_F(Announcements, AreNotHeardWhenNobodyIsThereToHearThem) {
  {
    Announcer<std::string> gone(timers_);
    gone.subscribe([this](const std::string& fact) { heard_.push_back(fact); });
    gone.announce("a");
  }
  clock_.advance(1s);
  EXPECT_THAT(heard_, IsEmpty());
}

TEST(RetryingTimers, LetThroughWhatTryingAgainCannotMend) {
  testing::SimulatedClock clock;
  RetryingTimers timers(clock, 10s);
  const auto timer = timers.after(1s, [] { throw Unrecoverable("InternalFailure", "The disk is full"); });
  EXPECT_THROW(clock.advance(1s), Unrecoverable);
}

TEST(RetryingTimers, StopTryingWhenTheHandleGoesAway) {
  testing::SimulatedClock clock;
  RetryingTimers timers(clock, 10s);
  int tried = 0;
  auto timer = timers.after(1s, [&] {
    ++tried;
    throw std::runtime_error("no");
  });
  clock.advance(21s);
  EXPECT_EQ(tried, 3);
  timer.cancel();
  clock.advance(60s);
  EXPECT_EQ(tried, 3);
}

}  // namespace
}  // namespace aws
