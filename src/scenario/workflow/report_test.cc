#include "scenario/workflow/report.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "base/error.h"
#include "scenario/fakes/scripted_console.h"

namespace aws::scenario {
namespace {

const StageResult kRight{.name = "initial", .ok = true, .expected = "\"200\"", .seen = "200 x12", .seconds = 1.25};
const StageResult kWrong{.name = "destroyed", .ok = false, .expected = "nothing", .seen = "table x", .seconds = 2};

TEST(Report, IsJson) {
  const Report report{.stages = {kRight, kWrong},
                      .phases = {{.name = "deploy", .calls = {.made = 7, .repeated = 2}, .seconds = 1},
                                 {.name = "destroy", .calls = {.made = 3, .repeated = 0}, .seconds = 2}},
                      .waits = {{.what = "the group", .seconds = 1.5}},
                      .seconds = 12.3456,
                      .region = "us-west-2",
                      .duplicates = 0};
  const auto json = boost::json::parse(to_json(report));
  EXPECT_EQ(json.at("ok"), false);
  EXPECT_EQ(json.at("seconds"), 12.346);
  EXPECT_EQ(json.at("region"), "us-west-2");
  EXPECT_EQ(json.at("calls"), 10);
  EXPECT_EQ(json.at("retries"), 2);
  EXPECT_EQ(json.at("duplicates"), 0);
  const boost::json::value phase = {{"name", "deploy"}, {"calls", 7}, {"retries", 2}, {"seconds", 1.0}};
  EXPECT_EQ(json.at("phases").at(0), phase);
  const boost::json::value wait = {{"for", "the group"}, {"seconds", 1.5}};
  EXPECT_EQ(json.at("waits").at(0), wait);
  const boost::json::value stage = {
      {"name", "initial"}, {"ok", true}, {"expected", "\"200\""}, {"seen", "200 x12"}, {"seconds", 1.25}};
  EXPECT_EQ(json.at("stages").at(0), stage);
  EXPECT_EQ(boost::json::parse(to_json({})).at("stages"), boost::json::array());
}

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

TEST(Report, IsATableForThePerson) {
  ScriptedConsole console;
  const std::string long_one(71, 'x');
  show_table(console,
             {.stages = {kRight, kWrong},
              .waits = {{.what = "the group", .seconds = 1.5}, {.what = long_one, .seconds = 0.5}, {.what = "a blink"}},
              .seconds = 3.25});
  EXPECT_TRUE(console.shows("initial              ok        1.2 s\n    expected  \"200\"\n    seen      200 x12\n"));
  EXPECT_TRUE(console.shows("destroyed            WRONG     2.0 s\n"));
  EXPECT_TRUE(console.shows("1 of 2 stages right, 3.2 s in all\n"));
  EXPECT_TRUE(console.shows("2.0 s of it spent waiting:\n      1.5 s for the group\n"));
  EXPECT_TRUE(console.shows("0.5 s for " + std::string(70, 'x') + "...\n"));
  EXPECT_FALSE(console.shows("a blink"));
}

TEST(Report, AFileThatCannotBeWrittenIsNamed) {
  try {
    write_report("/nowhere/report.json", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.message(), "/nowhere/report.json: No such file or directory");
  }
}

}  // namespace
}  // namespace aws::scenario
