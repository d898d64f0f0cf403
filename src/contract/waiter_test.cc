#include "contract/waiter.h"

#include <gmock/gmock.h>

#include <deque>

#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "testing/simulated_clock.h"

namespace aws::contract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

// A region whose only operation works through a script of answers; the last one stays.
class ScriptedChannel final : public Channel {
 public:
  using Answer = std::function<void(void* output)>;
  explicit ScriptedChannel(std::deque<Answer> answers) : answers_(std::move(answers)) {}

  void call(const Operation&, const void*, void* output) override {
    const Answer answer = answers_.front();
    if (answers_.size() > 1) answers_.pop_front();
    answer(output);
  }

 private:
  std::deque<Answer> answers_;
};

ScriptedChannel::Answer instances(const std::vector<std::string>& states) {
  return [states](void* output) {
    auto& reservation = static_cast<ec2::DescribeInstancesResponse*>(output)->Reservations.emplace_back();
    for (const auto& state : states) reservation.Instances.push_back({.State = ec2::InstanceState{.Name = state}});
  };
}

ScriptedChannel::Answer balancer(const std::string& state) {
  return [state](void* output) {
    static_cast<elbv2::DescribeLoadBalancersResponse*>(output)->LoadBalancers.push_back(
        {.State = elbv2::LoadBalancerState{.Code = state}});
  };
}

ScriptedChannel::Answer fails(const std::string& code, int status = 400) {
  return [=](void*) { throw Error(code, "as scripted", status); };
}

TEST(Waiter, ReadsAPathThroughNestedLists) {
  const ec2::DescribeInstancesResponse reply{
      .Reservations = {{.Instances = {{.State = ec2::InstanceState{.Name = "running"}}, {.InstanceId = "no state"}}},
                       {.Instances = {{.State = ec2::InstanceState{.Code = 0, .Name = "pending"}}}}}};
  const auto& shape = ec2::shapes::DescribeInstancesResponse;
  EXPECT_THAT(values_at(shape, &reply, "Reservations[].Instances[].State.Name"), ElementsAre("running", "pending"));
  EXPECT_THAT(values_at(shape, &reply, "Reservations[].Instances[].State.Code"), ElementsAre("0"));
  EXPECT_THAT(values_at(shape, &reply, "NextToken"), IsEmpty());
}

TEST(Waiter, ChecksAtOnceAndThenAtTheModelsPace) {
  testing::SimulatedClock clock;
  ScriptedChannel channel(
      {instances({"pending", "pending"}), instances({"running", "pending"}), instances({"running", "running"})});
  ec2::Api ec2(channel);
  std::vector<std::string> shown;
  WaitOptions options;
  options.on_progress = [&](const WaitProgress& progress) { shown.push_back(progress.state); };

  const auto result = wait_until(ec2::waiters::InstanceRunning, ec2, {.InstanceIds = {"i-1"}}, clock, options);

  EXPECT_EQ(clock.uptime(), 30s);
  EXPECT_EQ(result.checks, 3);
  EXPECT_EQ(result.state, "running");
  EXPECT_THAT(shown, ElementsAre("pending", "running, pending"));
}

TEST(Waiter, IsFasterInAFastRegion) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({balancer("provisioning"), balancer("active")});
  elbv2::Api elbv2(channel);
  wait_until(elbv2::waiters::LoadBalancerAvailable, elbv2, {.Names = {"lb"}}, clock, {.speed = 10});
  EXPECT_EQ(clock.uptime(), 1500ms);
}

TEST(Waiter, AnErrorMayBeWhatIsWaitedFor) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({balancer("active"), fails("LoadBalancerNotFound")});
  elbv2::Api elbv2(channel);
  const auto result = wait_until(elbv2::waiters::LoadBalancersDeleted, elbv2, {.Names = {"lb"}}, clock);
  EXPECT_EQ(result.state, "LoadBalancerNotFound");
  EXPECT_EQ(result.checks, 2);
}

TEST(Waiter, AStatusMayBeWhatIsWaitedFor) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({fails("NoSuchEntity", 404), [](void*) {}});
  iam::Api iam(channel);
  wait_until(iam::waiters::InstanceProfileExists, iam, {.InstanceProfileName = "p"}, clock);
  EXPECT_EQ(clock.uptime(), 1s);
}

TEST(Waiter, StopsWhenItCanNeverBeSo) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({instances({"pending"}), instances({"shutting-down"})});
  ec2::Api ec2(channel);
  try {
    wait_until(ec2::waiters::InstanceRunning, ec2, {}, clock);
    FAIL() << "waited for a dying instance";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "WaiterFailed");
    EXPECT_THAT(error.message(), HasSubstr("InstanceRunning"));
    EXPECT_THAT(error.message(), HasSubstr("shutting-down"));
  }
}

TEST(Waiter, GivesUpAfterTheModelsAttempts) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({instances({"pending"})});
  ec2::Api ec2(channel);
  try {
    wait_until(ec2::waiters::InstanceRunning, ec2, {}, clock);
    FAIL() << "waited for ever";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "WaiterTimedOut");
    EXPECT_THAT(error.message(), HasSubstr("InstanceRunning in vain: 40 checks in 585 s"));
    EXPECT_THAT(error.message(), HasSubstr("pending"));
  }
}

TEST(Waiter, AllOfNothingIsNotSuccess) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({instances({}), instances({"running"})});
  ec2::Api ec2(channel);
  EXPECT_EQ(wait_until(ec2::waiters::InstanceRunning, ec2, {}, clock).checks, 2);
}

TEST(Waiter, AnErrorThatNobodyExpectsEndsTheWaitAsItIs) {
  testing::SimulatedClock clock;
  ScriptedChannel channel({fails("UnauthorizedOperation", 403)});
  ec2::Api ec2(channel);
  try {
    wait_until(ec2::waiters::InstanceRunning, ec2, {}, clock);
    FAIL() << "went on without permission";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), "UnauthorizedOperation");
    EXPECT_THAT(error.what(), HasSubstr("while waiting for InstanceRunning"));
  }
}

}  // namespace
}  // namespace aws::contract
