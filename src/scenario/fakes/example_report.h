// A small report in which everything occurs that a report can show, and texts that want to be markup.
#pragma once

#include "scenario/report/report.h"

namespace aws::scenario {

inline Target example_target(const char* id, const char* state, const char* reason = "", const char* description = "") {
  return {.id = id, .port = 80, .state = state, .reason = reason, .description = description};
}

inline Reply example_reply(double at, Answer answer, int status, const char* instance = "") {
  return {.answer = answer, .status = status, .instance = instance, .at = at};
}

inline Report example_report() {
  const StageResult broken{
      .name = "broken dependency",
      .ok = true,
      .expected = "GET: \"502\"",
      .seen = "GET: 502 x1",
      .seconds = 1.5,
      .began = 2,
      .changes = {{2.25, "table = <this|is> & 'no' table"}},
      .replies = {example_reply(2.5, Answer::kReal, 200, "i-1"), example_reply(2.75, Answer::kStatic, 200, "i-2"),
                  example_reply(3.0, Answer::kError, 502), example_reply(3.25, Answer::kNone, 0),
                  example_reply(3.5, Answer::kOther, 200)},
      .looks = {{2.5, {example_target("i-1", "healthy"), example_target("i-2", "initial")}},
                {3.5,
                 {example_target("i-1", "unhealthy", "Target.Timeout", "no answer in time"),
                  example_target("i-2", "healthy")}}}};
  const StageResult replaced{.name = "replace",
                             .ok = false,
                             .expected = "GET: 200 real",
                             .seen = "i-1 <gone>\x01",
                             .seconds = 4,
                             .began = 3.5,
                             .changes = {{4, "instance i-1 terminated"}},
                             .replies = {example_reply(6, Answer::kError, 503)},
                             .looks = {{5, {example_target("i-1", "draining"), example_target("i-2", "healthy")}},
                                       {7, {example_target("i-2", "healthy"), example_target("i-3", "initial")}}},
                             .steady = {{.words = "every GET is answered", .held = false}}};
  return {.stages = {broken, replaced},
          .experiments = {{.id = "EXP1", .what = "us-west-2a goes <dark>", .from = 4.5, .to = 6.5}},
          .phases = {{.name = "deploy", .calls = {.made = 7, .repeated = 2}, .seconds = 1},
                     {.name = "destroy", .calls = {.made = 3, .repeated = 0}, .seconds = 2}},
          .waits = {{.what = "the group & its <instances>", .seconds = 1.5}},
          .seconds = 12.3456,
          .started = from_milliseconds(1767323045000),
          .region = "us-west-2",
          .version = "1.2.3",
          .command_line = "resilient-service run --auto --prefix '<b>'",
          .error = "TimedOut: in vain & for <ever>",
          .duplicates = 0};
}

}  // namespace aws::scenario
