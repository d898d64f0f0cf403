#include "scenario/report/markdown.h"

#include <gmock/gmock.h>

#include "scenario/fakes/example_report.h"

namespace aws::scenario {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ReportAsMarkdown, BeginsWithTheVerdict) {
  EXPECT_THAT(to_markdown(example_report()), StartsWith("### ❌ 1 of 2 stages right, 12.3 s\n"));
  EXPECT_THAT(to_markdown({.stages = {{.name = "initial", .ok = true}}}), StartsWith("### ✅ 1 of 1 stages right"));
}

TEST(ReportAsMarkdown, HasALineForEachStage) {
  const std::string text = to_markdown(example_report());
  EXPECT_THAT(text, HasSubstr("\n| broken dependency | ok | 2 of 5 | 1.5 | GET: 502 x1 |\n"));
  EXPECT_THAT(text, HasSubstr("\n| replace | **WRONG** | 1 of 1 | 4.0 | i-1 \\<gone\\>\uFFFD |\n"));
  EXPECT_THAT(text, HasSubstr("\n**replace** must show: GET: 200 real\n"));
}

TEST(ReportAsMarkdown, TellsWhatItTookAndHowToDoItAgain) {
  const std::string text = to_markdown(example_report());
  EXPECT_THAT(text, HasSubstr("\n10 API calls, 2 repeated (deploy 7 in 1.0 s, destroy 3 in 2.0 s); 0 things created "
                              "twice.\n"));
  EXPECT_THAT(text, HasSubstr("\n2026-01-02T03:04:05Z: resilient-service run --auto --prefix '\\<b\\>', version 1.2.3, "
                              "us-west-2\n"));
  EXPECT_THAT(text, HasSubstr("\n**Ended early:** TimedOut: in vain \\& for \\<ever\\>\n"));
}

TEST(ReportAsMarkdown, IsShortAndATableKeepsItsColumns) {
  Report report = example_report();
  report.stages.resize(8, {.name = "a|b", .ok = true, .seen = "two\nlines"});
  const std::string text = to_markdown(report);
  EXPECT_LE(std::ranges::count(text, '\n'), 30);
  EXPECT_THAT(text, HasSubstr("| a\\|b | ok | 0 of 0 | 0.0 | two lines |"));
}

TEST(ReportAsMarkdown, OfADeploymentHasNoStages) {
  const std::string text = to_markdown({.phases = {{.name = "deploy"}}});
  EXPECT_THAT(text, StartsWith("### ✅ done, 0.0 s\n"));
  EXPECT_THAT(text, Not(HasSubstr("| stage |")));
}

}  // namespace
}  // namespace aws::scenario
