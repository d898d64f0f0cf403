#include "scenario/report/table.h"

#include <gtest/gtest.h>

#include "scenario/fakes/scripted_console.h"

namespace aws::scenario {
namespace {

TEST(ReportTable, IsForThePerson) {
  ScriptedConsole console;
  const std::string long_one(71, 'x');
  show_table(console,
             {.stages = {{.name = "initial", .ok = true, .expected = "\"200\"", .seen = "200 x12", .seconds = 1.25},
                         {.name = "destroyed", .expected = "nothing", .seen = "table x", .seconds = 2}},
              .waits = {{.what = "the group", .seconds = 1.5}, {.what = long_one, .seconds = 0.5}, {.what = "a blink"}},
              .seconds = 3.25});
  EXPECT_TRUE(console.shows("initial              ok        1.2 s\n    expected  \"200\"\n    seen      200 x12\n"));
  EXPECT_TRUE(console.shows("destroyed            WRONG     2.0 s\n"));
  EXPECT_TRUE(console.shows("1 of 2 stages right, 3.2 s in all\n"));
  EXPECT_TRUE(console.shows("2.0 s of it spent waiting:\n      1.5 s for the group\n"));
  EXPECT_TRUE(console.shows("0.5 s for " + std::string(70, 'x') + "...\n"));
  EXPECT_FALSE(console.shows("a blink"));
}

}  // namespace
}  // namespace aws::scenario
