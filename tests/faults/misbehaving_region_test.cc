// The whole workflow on a region that throttles, fails and loses replies: twenty different runs of bad luck.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "faults/leftovers.h"
#include "faults/silent_console.h"
#include "scenario/simulated_world.h"
#include "scenario/workflow.h"

namespace aws {
namespace {

using ::testing::IsEmpty;

// A tenth of all calls is refused, a twentieth takes effect and the caller does not hear of it. The web servers'
// own calls are left alone: what becomes of a visitor when those fail is what the stages show.
std::string bad_luck(int seed) {
  return fmt::format(
      "seed {}\n"
      "throttle 5% * by user/*\n"
      "fail 5% * by user/*\n"
      "lose 5% * by user/*\n",
      seed);
}

class MisbehavingRegion : public ::testing::TestWithParam<int> {};

TEST_P(MisbehavingRegion, TheWorkflowPassesCreatesNothingTwiceAndLeavesNothing) {
  testing::SimulatedWorld world;
  world.start_region(bad_luck(GetParam()));
  scenario::CallCount calls;
  const auto clients = world.connect({.max_attempts = 10, .on_call = [&](const client::CallReport& report) {
                                        ++calls.made;
                                        calls.repeated += static_cast<std::uint64_t>(report.attempts - 1);
                                      }});
  Apis apis = clients->apis();
  testing::SilentConsole console;
  scenario::Workflow workflow({.apis = apis,
                               .clock = world.clock(),
                               .console = console,
                               .http = world,
                               .own_address = scenario::fixed_address("127.0.0.1"),
                               .calls = [&] { return calls; }},
                              {.resources = RESOURCES, .automatic = true});

  EXPECT_TRUE(workflow.run()) << console.said;
  EXPECT_EQ(workflow.report().duplicates, 0u) << console.said;
  EXPECT_GT(calls.repeated, 5u) << "the region behaved";
  world.stop_region();
  world.start_region();
  const auto sober = world.connect();
  EXPECT_THAT(testing::leftovers(sober->apis()), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Seeds, MisbehavingRegion, ::testing::Range(1, 21));

}  // namespace
}  // namespace aws
