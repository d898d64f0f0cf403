#include "scenario/report/timeline/layout.h"

#include <gmock/gmock.h>

namespace aws::scenario {
namespace {

using ::testing::DoubleEq;
using ::testing::DoubleNear;
using ::testing::ElementsAre;

TEST(TimelineAxis, HasItsTicksAtRoundNumbers) {
  EXPECT_THAT((Axis{.begin = 90, .end = 980}.ticks()), ElementsAre(100, 200, 300, 400, 500, 600, 700, 800, 900));
  EXPECT_THAT((Axis{.begin = 1.5, .end = 3.7}.ticks().size()), 11) << "1.6, 1.8, ...";
  EXPECT_THAT((Axis{.begin = 1.5, .end = 3.7}.ticks().front()), DoubleNear(1.6, 1e-9));
  EXPECT_THAT((Axis{.begin = 2, .end = 6, .left = 100, .right = 500}.place(3)), DoubleEq(200));
}

TEST(TimelineLabels, GiveWayToEachOtherInOrder) {
  EXPECT_THAT(places({{10, 50}, {20, 50}, {300, 50}}, 1000), ElementsAre(10, 74, 300));
  EXPECT_THAT(places({{10, 50}, {960, 50}, {980, 50}}, 1000), ElementsAre(10, 886, 950)) << "the last ones move left";
  EXPECT_THAT(places({}, 1000), ElementsAre());
}

TEST(TimelineMarks, StandOnTheLowestFreeLevel) {
  EXPECT_THAT(levels({0, 0, 0, 5, 6}, 5, 3), ElementsAre(0, 1, 2, 0, 1));
  EXPECT_THAT(levels({0, 1, 2}, 5, 2), ElementsAre(0, 1, 0)) << "where all are taken, the one that is free first";
}

}  // namespace
}  // namespace aws::scenario
