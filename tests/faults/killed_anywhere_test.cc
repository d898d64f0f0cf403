// `deploy` is killed at each of its calls, before it takes effect and after. Another process then finds all that is
// there, by its names and tags, and deletes it or completes it.
#include <gmock/gmock.h>

#include "faults/leftovers.h"
#include "scenario/recorded_console.h"
#include "scenario/simulated_world.h"
#include "scenario/workflow/workflow.h"
#include "testing/line.h"

namespace aws {
namespace {

using ::testing::IsEmpty;

// A deployment: a table and three parameters; a role, a policy and a profile; a launch template, a group, its three
// instances; a target group, a load balancer, a security group rule.
constexpr std::size_t kThings = 15;

struct Killed {};
enum class Moment { kBefore, kAfter };

class KilledAnywhere : public ::testing::TestWithParam<Moment> {
 protected:
  // One deployment on a region of its own.
  struct Deployment {
    Deployment() { world.start_region(); }

    // What a process of its own would be: new clients, nothing remembered.
    template <class Action>
    bool in_a_new_process(Action action) {
      const auto clients = world.connect();
      Apis apis = clients->apis();
      return with(apis, action);
    }

    // False when the deployment came to its end before that call.
    bool is_killed_at(std::size_t call, Moment moment) {
      std::size_t calls = 0;
      const auto die = [&](const contract::Operation& operation) {
        if (++calls != call) return;
        at = operation.name;
        throw Killed{};
      };
      const auto clients = world.connect();
      testing::Line line(clients->apis(), moment == Moment::kBefore ? die : testing::Line::Moment(),
                         moment == Moment::kAfter ? die : testing::Line::Moment());
      Apis apis = line.apis();
      try {
        with(apis, [](scenario::Workflow& workflow) { return workflow.deploy(); });
        return false;
      } catch (const Killed&) {
        return true;
      }
    }

    template <class Action>
    bool with(Apis& apis, Action action) {
      scenario::Workflow workflow({.apis = apis,
                                   .clock = world.clock(),
                                   .console = console,
                                   .http = world,
                                   .own_address = scenario::fixed_address("127.0.0.1")},
                                  {.only_aws_stages = true, .resources = RESOURCES, .automatic = true});
      return action(workflow);
    }

    bool is_destroyed() {
      return in_a_new_process([](scenario::Workflow& workflow) { return workflow.clean_up(); });
    }
    std::vector<std::string> left() {
      const auto clients = world.connect();
      return testing::leftovers(clients->apis());
    }
    bool is_completed() {
      return in_a_new_process(
          [](scenario::Workflow& workflow) { return workflow.deploy() && workflow.report().duplicates == 0u; });
    }

    testing::SimulatedWorld world;
    testing::RecordedConsole console;
    std::string at;  // the operation
  };
};

TEST_P(KilledAnywhere, DestroyLeavesNothing) {
  std::size_t call = 1;
  for (bool killed = true; killed; ++call) {
    Deployment deployment;
    killed = deployment.is_killed_at(call, GetParam());
    EXPECT_TRUE(deployment.is_destroyed()) << "call " << call << ", " << deployment.at << "\n"
                                           << deployment.console.said;
    EXPECT_THAT(deployment.left(), IsEmpty()) << "call " << call << ", " << deployment.at;
  }
  EXPECT_GT(call, 35u);
}

TEST_P(KilledAnywhere, DeployingAgainCompletesIt) {
  std::size_t call = 1;
  for (bool killed = true; killed; ++call) {
    Deployment deployment;
    killed = deployment.is_killed_at(call, GetParam());
    EXPECT_TRUE(deployment.is_completed()) << "call " << call << ", " << deployment.at << "\n"
                                           << deployment.console.said;
    EXPECT_EQ(deployment.left().size(), kThings) << "call " << call << ", " << deployment.at;
    EXPECT_TRUE(deployment.is_destroyed()) << "call " << call << ", " << deployment.at;
    EXPECT_THAT(deployment.left(), IsEmpty()) << "call " << call << ", " << deployment.at;
  }
}

INSTANTIATE_TEST_SUITE_P(AtEachCall, KilledAnywhere, ::testing::Values(Moment::kBefore, Moment::kAfter),
                         [](const auto& moment) { return moment.param == Moment::kBefore ? "Before" : "After"; });

}  // namespace
}  // namespace aws
