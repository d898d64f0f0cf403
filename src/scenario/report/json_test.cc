#include "scenario/report/json.h"

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "scenario/fakes/example_report.h"

namespace aws::scenario {
namespace {

TEST(ReportAsJson, HasTheTotals) {
  const auto json = boost::json::parse(to_json(example_report()));
  EXPECT_EQ(json.at("ok"), false);
  EXPECT_EQ(json.at("seconds"), 12.346);
  EXPECT_EQ(json.at("started"), "2026-01-02T03:04:05Z");
  EXPECT_EQ(json.at("version"), "1.2.3");
  EXPECT_EQ(json.at("command_line"), "resilient-service run --auto --prefix '<b>'");
  EXPECT_EQ(json.at("region"), "us-west-2");
  EXPECT_EQ(json.at("calls"), 10);
  EXPECT_EQ(json.at("retries"), 2);
  EXPECT_EQ(json.at("duplicates"), 0);
  EXPECT_EQ(json.at("error"), "TimedOut: in vain & for <ever>");
  const boost::json::value phase = {{"name", "deploy"}, {"calls", 7}, {"retries", 2}, {"seconds", 1.0}};
  EXPECT_EQ(json.at("phases").at(0), phase);
  const boost::json::value wait = {{"for", "the group & its <instances>"}, {"seconds", 1.5}};
  EXPECT_EQ(json.at("waits").at(0), wait);
  EXPECT_EQ(boost::json::parse(to_json({})).at("stages"), boost::json::array());
}

TEST(ReportAsJson, HasEveryStageWithItsTimeline) {
  const auto json = boost::json::parse(to_json(example_report()));
  ASSERT_EQ(json.at("stages").as_array().size(), 2U);
  const auto& stage = json.at("stages").at(0);
  EXPECT_EQ(stage.at("name"), "broken dependency");
  EXPECT_EQ(stage.at("ok"), true);
  EXPECT_EQ(stage.at("expected"), "GET: \"502\"");
  EXPECT_EQ(stage.at("seen"), "GET: 502 x1");
  EXPECT_EQ(stage.at("seconds"), 1.5);
  EXPECT_EQ(stage.at("began"), 2.0);
  EXPECT_EQ(stage.at("requests"), 5);
  EXPECT_EQ(stage.at("failed"), 2);
  const boost::json::value change = {{"at", 2.25}, {"what", "table = <this|is> & 'no' table"}};
  EXPECT_EQ(stage.at("changes"), boost::json::array({change}));
  const boost::json::value real = {{"at", 2.5}, {"answer", "200 real"}, {"instance", "i-1"}};
  const boost::json::value error = {{"at", 3.0}, {"answer", "502"}, {"instance", nullptr}};
  ASSERT_EQ(stage.at("replies").as_array().size(), 5U);
  EXPECT_EQ(stage.at("replies").at(0), real);
  EXPECT_EQ(stage.at("replies").at(2), error);
  const boost::json::value unhealthy = {
      {"id", "i-1"}, {"state", "unhealthy"}, {"reason", "Target.Timeout"}, {"from", 3.5}, {"to", 3.5}};
  ASSERT_EQ(stage.at("targets").as_array().size(), 4U);
  EXPECT_EQ(stage.at("targets").at(1), unhealthy);
}

}  // namespace
}  // namespace aws::scenario
