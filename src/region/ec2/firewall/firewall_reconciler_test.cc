#include "region/ec2/firewall/firewall_reconciler.h"

#include "region/ec2/fake_surroundings.h"

namespace aws::region::ec2 {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;
using namespace std::chrono_literals;

// Takes its time, and says what it was given.
class SlowFirewall final : public Firewall {
 public:
  std::vector<FirewallState> applied;
  std::function<void(const std::string& error)> done;

  void apply(const FirewallState& state, std::function<void(const std::string& error)> told) override {
    EXPECT_EQ(done, nullptr) << "one at a time";
    applied.push_back(state);
    done = std::move(told);
  }
  void finish(const std::string& error = "") { std::exchange(done, nullptr)(error); }
};

class FirewallReconcilerTest : public Ec2Test {
 protected:
  FirewallReconcilerTest() { reconciler.changed(); }

  InstanceStore instances{store};
  SlowFirewall slow;
  FirewallReconciler reconciler{instances, ec2->security_groups(), slow, clock};
};

TEST_F(FirewallReconcilerTest, TellsWhoIsThereAndWhatGroupsSay) {
  const std::string id = launch_and_boot();
  clock.advance(1ms);
  ASSERT_THAT(slow.applied, SizeIs(1));
  slow.finish();
  reconciler.changed();
  clock.advance(1ms);
  const auto& state = slow.applied.back();
  const std::string group = ec2->security_groups().default_group_id(ec2->network().default_vpc().id);
  const FirewallRule from_itself{.protocol = "-1", .group_id = group};
  const FirewallRule everywhere{.egress = true, .protocol = "-1", .block = "0.0.0.0/0"};
  EXPECT_THAT(state.groups.at(group), ElementsAre(from_itself, everywhere));
}

TEST_F(FirewallReconcilerTest, ASecondChangeWaitsForTheFirst) {
  clock.advance(1ms);
  ASSERT_THAT(slow.applied, SizeIs(1));
  reconciler.disrupt("one", {.blocks = {"172.31.0.0/20"}, .from = {}});
  clock.advance(1ms);
  reconciler.disrupt("two", {.blocks = {"172.31.16.0/20"}, .from = {}});
  clock.advance(1ms);
  EXPECT_THAT(slow.applied, SizeIs(1));
  slow.finish();
  ASSERT_THAT(slow.applied, SizeIs(2));
  EXPECT_THAT(slow.applied[1].disruptions, SizeIs(2));
  slow.finish();
  reconciler.end_disruption("one");
  reconciler.end_disruption("none");
  clock.advance(1ms);
  EXPECT_THAT(slow.applied.back().disruptions, SizeIs(1));
}

TEST_F(FirewallReconcilerTest, WhoWaitsIsToldWhenAllThatIsKnownIsInForce) {
  bool told = false;
  reconciler.settle([&] { told = true; });
  reconciler.disrupt("one", {.blocks = {"172.31.0.0/20"}, .from = {}});
  clock.advance(1ms);
  slow.finish();
  EXPECT_FALSE(told);
  slow.finish();
  EXPECT_TRUE(told);
  told = false;
  reconciler.settle([&] { told = true; });
  EXPECT_TRUE(told) << "nothing has changed";
}

TEST_F(FirewallReconcilerTest, WhatFailsIsTriedAgain) {
  clock.advance(1ms);
  slow.finish("no such thing");
  clock.advance(1s);
  EXPECT_THAT(slow.applied, SizeIs(2));
}

// The lifecycle waits for the firewall before an instance boots, and forgets the wait when it ends before.
TEST_F(Ec2Test, AnInstanceThatEndsBeforeItBootsIsTerminated) {
  const std::string id = launch();
  ec2->instances().terminate(id);
  clock.advance(3s);
  EXPECT_EQ(instance(id).state, "terminated");
}

}  // namespace
}  // namespace aws::region::ec2
