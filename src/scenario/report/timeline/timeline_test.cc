#include "scenario/report/timeline/timeline.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <pugixml.hpp>

#include "scenario/fakes/example_report.h"

namespace aws::scenario {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

class TimelineTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(picture_.load_string(timeline(report_).c_str())); }

  std::vector<std::string> texts(const char* path) const {
    std::vector<std::string> result;
    for (const auto& found : picture_.select_nodes(path)) result.emplace_back(found.node().text().get());
    return result;
  }

  // Of that class, the row's sample not among them.
  std::ptrdiff_t marks(const std::string& style) const {
    const auto row = picture_.select_node(("//path[@class='mark " + style + "' and not(@transform)]").c_str());
    return std::ranges::count(std::string_view(row.node().attribute("d").value()), 'M');
  }

  double number(const std::string& path) const { return picture_.select_node(path.c_str()).attribute().as_double(-1); }

  const Report report_ = example_report();
  pugi::xml_document picture_;
};

TEST_F(TimelineTest, HasAMarkOfItsOwnShapeForEachAnswer) {
  EXPECT_EQ(marks("dot real"), 1);
  EXPECT_EQ(marks("solid static"), 1);
  EXPECT_EQ(marks("solid other"), 1);
  EXPECT_EQ(marks("line none"), 1);
  const auto names = texts("//text[@class='label']");
  for (const char* name :
       {"200 real × 1", "200 static × 1", "200 with another body × 1", "502 × 1", "503 × 1", "no answer × 1"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_EQ(picture_.select_nodes("//path[@class='mark line error' and not(@transform)]").size(), 2U);
}

TEST_F(TimelineTest, NamesEachStageAndEachChange) {
  EXPECT_THAT(texts("//text"), Contains("1 broken dependency"));
  EXPECT_THAT(texts("//text[@class='stage wrong']"), ::testing::ElementsAre("2 replace WRONG"));
  EXPECT_THAT(texts("//text"), Contains("table = <this|is> & 'no' table"));
  EXPECT_THAT(texts("//text"), Contains("instance i-1 terminated"));
  EXPECT_EQ(picture_.select_nodes("//path[@class='change']").size(), 2U);
}

TEST_F(TimelineTest, HasALaneForEachExperimentFromItsStartToItsEnd) {
  EXPECT_THAT(texts("//text"), Contains("us-west-2a goes <dark>"));
  EXPECT_THAT(texts("//rect[@class='bar experiment']/title"),
              Contains("EXP1 us-west-2a goes <dark>, 4.50 s to 6.50 s"));
  EXPECT_GT(number("//rect[@class='bar experiment']/@width"), 0);
}

TEST_F(TimelineTest, HasALaneForEachTargetWithItsStates) {
  for (const char* id : {"i-1", "i-2", "i-3"}) EXPECT_THAT(texts("//text"), Contains(id));
  EXPECT_THAT(texts("//rect/title"), Contains("i-1 unhealthy Target.Timeout, 3.50 s to 5.00 s"));
  for (const char* state : {"healthy", "unhealthy", "initial", "draining", "gone"}) {
    EXPECT_TRUE(picture_.select_node(fmt::format("//rect[@class='bar {}']", state).c_str())) << state;
  }
}

TEST_F(TimelineTest, HasOneAxisForAllThatItShows) {
  const double stage = number("//rect[@class='band other-band']/@x");  // begins at 3.5 s, as i-1 turns unhealthy
  EXPECT_EQ(number("//rect[@class='bar unhealthy']/@x"), stage);
  EXPECT_LT(number("//rect[@class='bar healthy']/@x"), stage);
  EXPECT_GT(number("//rect[@class='bar draining']/@x"), stage);
}

TEST_F(TimelineTest, TellsAReaderWhoSeesNoPictureWhatItIs) {
  EXPECT_STREQ(picture_.child("svg").attribute("role").value(), "img");
  EXPECT_STREQ(picture_.child("svg").attribute("aria-labelledby").value(), "timeline-title timeline-text");
  EXPECT_TRUE(picture_.select_node("/svg/title[@id='timeline-title']"));
  EXPECT_THAT(texts("/svg/desc[@id='timeline-text']").at(0), HasSubstr("Stage replace begins at 3.5 s."));
}

TEST(Timeline, OfARunWithoutStagesIsEmptyAndOfNoTimeAtAllIsDrawn) {
  EXPECT_EQ(timeline({}), "");
  EXPECT_THAT(timeline({.stages = {{.name = "initial", .ok = true}}}), HasSubstr("1 initial"));
}

}  // namespace
}  // namespace aws::scenario
