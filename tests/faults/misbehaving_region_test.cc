// The whole workflow on a region that throttles, fails and loses replies, twenty different runs of bad luck; and on one
// that is late to know what it has done.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "faults/leftovers.h"
#include "scenario/recorded_console.h"
#include "scenario/simulated_world.h"
#include "scenario/workflow/workflow.h"

namespace aws {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;

// A whole run on a region of its own, and what was left of it.
struct WholeRun {
  explicit WholeRun(const std::string& chaos) {
    testing::SimulatedWorld world;
    world.start_region(chaos);
    const auto clients =
        world.connect({.retry = {.max_attempts = 10}, .on_call = [this](const auto& call) { count(call); }});
    Apis apis = clients->apis();
    scenario::Workflow workflow({.apis = apis,
                                 .clock = world.clock(),
                                 .console = console,
                                 .http = world,
                                 .own_address = scenario::fixed_address("127.0.0.1"),
                                 .calls = [this] { return calls; }},
                                {.only_aws_stages = true, .resources = RESOURCES, .automatic = true});
    passed = workflow.run();
    report = workflow.report();
    world.stop_region();
    world.start_region();  // which tells the truth
    left = testing::leftovers(world.connect()->apis());
  }

  void count(const client::CallReport& call) {
    ++calls.made;
    calls.repeated += static_cast<std::uint64_t>(call.attempts - 1);
  }

  testing::RecordedConsole console;
  scenario::CallCount calls;
  scenario::Report report;
  bool passed = false;
  std::vector<std::string> left;
};

class RunOfBadLuck : public ::testing::TestWithParam<int> {};

TEST_P(RunOfBadLuck, PassesCreatesNothingTwiceAndLeavesNothing) {
  // A tenth of all calls, the web servers' too, is refused; a twentieth takes effect, and the caller does not hear of
  // it.
  const WholeRun run(fmt::format(R"(
      seed {}
      throttle 5% *
      fail 5% *
      lose 5% *)",
                                 GetParam()));
  EXPECT_TRUE(run.passed) << run.console.said;
  EXPECT_EQ(run.report.duplicates, 0u) << run.console.said;
  EXPECT_THAT(run.left, IsEmpty());
  EXPECT_GT(run.calls.repeated, 5u) << "the region behaved";
  std::cout << fmt::format("seed {}: {} calls, {} repeated, {} duplicates\n", GetParam(), run.calls.made,
                           run.calls.repeated, run.report.duplicates.value_or(0));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RunOfBadLuck, ::testing::Range(1, 21));

TEST(LateRegion, IsWaitedForWithAReason) {
  const WholeRun run(R"(
      delay instance-profile 20s
      delay role 10s
      delay iam-read 5s
      delay agent 40s
      delay table 30s
      delay load-balancer 60s
      delay target-group-release 30s
      delay scaling-activity 30s
      capacity 30% *)");
  EXPECT_TRUE(run.passed) << run.console.said;
  EXPECT_EQ(run.report.duplicates, 0u);
  EXPECT_THAT(run.left, IsEmpty());
  for (const char* reason : {
           "the policy to exist",
           "the role to exist",
           "the instance profile to exist",
           "EC2 to know the instance profile",
           "the table to be created",
           "the load balancer to be available",
           "Systems Manager to reach the instance",
           "the load balancer to release its target group",
           "the group's last scaling activity to end",
           "the table to be deleted",
       }) {
    EXPECT_THAT(run.console.waited_for, Contains(reason));
  }
}

}  // namespace
}  // namespace aws
