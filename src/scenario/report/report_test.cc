#include "scenario/report/report.h"

#include <gtest/gtest.h>

namespace aws::scenario {
namespace {

const StageResult kRight{.name = "initial", .ok = true};
const StageResult kWrong{.name = "destroyed", .ok = false};

TEST(Report, IsRightWhenEveryStageIsAndNothingEndedTheRun) {
  Report report{.stages = {kRight}};
  EXPECT_TRUE(report.ok());
  report.error = "EndpointUnreachable";
  EXPECT_FALSE(report.ok());
  EXPECT_FALSE((Report{.stages = {kRight, kWrong}}.ok()));
  EXPECT_FALSE(Report().ok()) << "nothing was done";
  EXPECT_FALSE((Report{.stages = {kRight}, .duplicates = 1}.ok()));
  EXPECT_TRUE((Report{.phases = {{.name = "deploy"}}}.ok()));
}

TEST(Report, AddsUp) {
  const Report report{.stages = {kRight, kWrong, kRight},
                      .phases = {{.calls = {.made = 7, .repeated = 2}}, {.calls = {.made = 3, .repeated = 1}}}};
  EXPECT_EQ(report.stages_right(), 2U);
  EXPECT_EQ(report.verdict(), "2 of 3 stages right");
  EXPECT_EQ(Report().verdict(), "failed");
  EXPECT_EQ(Report{.phases = {{.name = "deploy"}}}.verdict(), "done");
  EXPECT_EQ(report.calls().made, 10U);
  EXPECT_EQ(report.calls().repeated, 3U);
  EXPECT_EQ(failed({{.status = 200}, {.status = 502}, {.status = 0}}), 2U);
}

}  // namespace
}  // namespace aws::scenario
