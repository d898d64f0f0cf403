#include "scenario/report/html.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <pugixml.hpp>
#include <regex>

#include "scenario/fakes/example_report.h"

namespace aws::scenario {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

using Row = std::vector<std::string>;

class HtmlTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(page_.load_string(text_.c_str())); }

  std::vector<Row> table(const char* caption) const {
    std::vector<Row> rows;
    const std::string path = fmt::format("//table[caption='{}']/tbody/tr", caption);
    for (const auto& found : page_.select_nodes(path.c_str())) {
      Row& row = rows.emplace_back();
      for (const auto& cell : found.node().children()) row.emplace_back(cell.text().get());
    }
    return rows;
  }

  std::string text_at(const char* path) const { return page_.select_node(path).node().text().get(); }

  const std::string text_ = to_html(example_report());
  pugi::xml_document page_;
};

TEST_F(HtmlTest, BeginsWithTheVerdict) {
  EXPECT_THAT(text_, ::testing::StartsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_EQ(text_at("//title"), "resilient-service: 1 of 2 stages right");
  EXPECT_EQ(text_at("//h1[@class='wrong']"), "✗ 1 of 2 stages right");
  EXPECT_EQ(text_at("//header/p[@class='wrong']"), "Ended early: TimedOut: in vain & for <ever>");
  EXPECT_EQ(text_at("//div[dt='of them failed']/dd"), "3");
  EXPECT_EQ(text_at("//div[dt='AWS API calls']/dd"), "10");
  EXPECT_EQ(text_at("//div[dt='things created twice']/dd"), "0");
}

TEST_F(HtmlTest, HasEveryStage) {
  EXPECT_THAT(table("What each stage must show, and what it did show"),
              ElementsAre(Row{"broken dependency", "ok", "GET: \"502\"", "GET: 502 x1", "5", "2", "1.5"},
                          Row{"replace", "WRONG", "GET: 200 real", "i-1 <gone>\uFFFD", "1", "1", "4.0"}));
}

TEST_F(HtmlTest, HasTheFactsOfItsTimelineInTables) {
  EXPECT_TRUE(page_.select_node("//figure/svg"));
  EXPECT_THAT(table("What the program changed"),
              ElementsAre(Row{"broken dependency", "table = <this|is> & 'no' table", "2.25"},
                          Row{"replace", "instance i-1 terminated", "4.00"}));
  EXPECT_THAT(table("What the service answered"),
              ElementsAre(Row{"broken dependency", "200 real", "1", "2.50", "2.50"},
                          Row{"broken dependency", "200 static", "1", "2.75", "2.75"},
                          Row{"broken dependency", "502", "1", "3.00", "3.00"},
                          Row{"broken dependency", "200 with another body", "1", "3.50", "3.50"},
                          Row{"broken dependency", "no answer", "1", "3.25", "3.25"},
                          Row{"replace", "503", "1", "6.00", "6.00"}));
  const auto health = table("The health of the targets");
  EXPECT_THAT(health, Contains(Row{"i-1", "unhealthy", "Target.Timeout: no answer in time", "3.50", "5.00"}));
  EXPECT_THAT(health, Contains(Row{"i-3", "initial", "", "7.00", "7.00"}));
}

TEST_F(HtmlTest, TellsWhatItTookAndHowToDoItAgain) {
  EXPECT_THAT(table("Calls to AWS by phase"),
              ElementsAre(Row{"deploy", "7", "2", "1.0"}, Row{"destroy", "3", "0", "2.0"}));
  EXPECT_THAT(table("Waits, the longest first"), ElementsAre(Row{"the group & its <instances>", "1.5"}));
  EXPECT_EQ(text_at("//footer//code"), "resilient-service run --auto --prefix '<b>'");
  EXPECT_THAT(text_, HasSubstr("resilient-service 1.2.3 in us-west-2, started 2026-01-02T03:04:05Z"));
}

TEST_F(HtmlTest, NeedsNoNetworkAndNoScript) {
  for (const char* word : {"http:", "https:", "//", "src=", "href=", "@import", "<script", "<link"}) {
    EXPECT_THAT(text_, Not(HasSubstr(word)));
  }
}

TEST_F(HtmlTest, CanBeHeard) {
  for (const auto& found : page_.select_nodes("//table")) {
    EXPECT_TRUE(found.node().child("caption"));
    EXPECT_TRUE(found.node().select_node("thead/tr/th[@scope='col']"));
  }
  EXPECT_FALSE(page_.select_node("//tbody/tr[not(th[@scope='row'])]"));
  EXPECT_FALSE(page_.select_node("//th[not(text())]"));
}

TEST_F(HtmlTest, IsHtmlToo) {
  for (const std::string& text : {text_, to_html({})}) {
    // An element that closes itself is one that HTML leaves open, but for those that have no content, and SVG.
    const std::regex closes_itself("<([a-z]+)[^<>]*/>");
    for (std::sregex_iterator found(text.begin(), text.end(), closes_itself), end; found != end; ++found) {
      EXPECT_THAT((*found)[1].str(), ::testing::AnyOf("meta", "path", "rect"));
    }
  }
}

TEST(Html, OfADeploymentHasNoTimeline) {
  const std::string text = to_html({.phases = {{.name = "deploy"}}});
  EXPECT_THAT(text, HasSubstr("✓ done"));
  EXPECT_THAT(text, Not(HasSubstr("<svg")));
}

}  // namespace
}  // namespace aws::scenario
