// Who starts slowly and who does not, and how a share grows.
#include "region/elbv2/targets/slow_start.h"

#include <gmock/gmock.h>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::Pair;

class SlowStartTest : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const auto* id : {"i-1", "i-2", "i-3"}) instances.run(id);
    group = *room.service
                 .CreateTargetGroup({.Name = "targets",
                                     .Protocol = "HTTP",
                                     .Port = 80,
                                     .VpcId = "vpc-1",
                                     .HealthCheckIntervalSeconds = 10,
                                     .HealthyThresholdCount = 2,
                                     .UnhealthyThresholdCount = 2})
                 .TargetGroups.at(0)
                 .TargetGroupArn;
    const auto balancer = *room.service.CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                               .LoadBalancers.at(0)
                               .LoadBalancerArn;
    room.service.CreateListener({.LoadBalancerArn = balancer,
                                 .Protocol = "HTTP",
                                 .Port = 80,
                                 .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}});
    set("slow_start.duration_seconds", "60");
  }
  void set(const std::string& key, const std::string& value) {
    room.service.ModifyTargetGroupAttributes({.TargetGroupArn = group, .Attributes = {{.Key = key, .Value = value}}});
    clock.advance(seconds(0));
  }
  void register_targets(const std::vector<std::string>& ids) {
    std::vector<aws::elbv2::TargetDescription> targets;
    for (const auto& id : ids) targets.push_back({.Id = id});
    room.service.RegisterTargets({.TargetGroupArn = group, .Targets = targets});
    clock.advance(seconds(0));
  }
  void deregister(const std::string& id) {
    room.service.DeregisterTargets({.TargetGroupArn = group, .Targets = {{.Id = id}}});
    clock.advance(seconds(0));
  }
  void fails(const std::string& id, bool fails = true) {
    room.prober.answer(instances.all.at(id).address, fails ? 503 : 200);
    clock.advance(seconds(20));
  }
  // What the balancer was told, in percent.
  std::map<std::string, int> shares() {
    std::map<std::string, int> shares;
    for (const auto& [name, balanced] : room.balancer.state.groups) {
      for (const auto& server : balanced.servers) shares[server.name.substr(0, server.name.find(':'))] = server.share;
    }
    return shares;
  }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  FakeInstances instances;
  FakeNetwork network;
  Room room{store, random, clock, instances, network};
  std::string group;
};

TEST_F(SlowStartTest, ATargetThatComesToOthersGetsMoreAndMore) {
  register_targets({"i-1"});
  register_targets({"i-2"});
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 3)));
  clock.advance(seconds(28));
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 50)));
  clock.advance(seconds(29));
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 96)));
  clock.advance(seconds(1));
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 100)));
}

TEST_F(SlowStartTest, TheFirstTargetsOfAGroupDoNotStartSlowly) {
  register_targets({"i-1", "i-2", "i-3"});
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 100), Pair("i-3", 100)));
}

TEST_F(SlowStartTest, NeitherDoThoseThatAreHealthyWhenItIsTurnedOn) {
  set("slow_start.duration_seconds", "0");
  register_targets({"i-1"});
  register_targets({"i-2"});
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 100)));
  set("slow_start.duration_seconds", "30");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 100)));
}

TEST_F(SlowStartTest, ItEndsWhenItIsTurnedOff) {
  register_targets({"i-1"});
  register_targets({"i-2"});
  set("slow_start.duration_seconds", "0");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 100)));
}

TEST_F(SlowStartTest, ATargetStartsSlowlyWheneverItBecomesHealthy) {
  register_targets({"i-1"});
  register_targets({"i-2"});
  fails("i-2");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100)));
  fails("i-2", false);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 3)));
  clock.advance(seconds(60));
  fails("i-1");
  fails("i-1", false);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 3), Pair("i-2", 100)));
}

TEST_F(SlowStartTest, OneThatIsRegisteredAgainStartsSlowlyAgain) {
  register_targets({"i-1"});
  register_targets({"i-2"});
  clock.advance(seconds(60));
  deregister("i-2");
  register_targets({"i-2"});
  EXPECT_THAT(shares(), ElementsAre(Pair("i-1", 100), Pair("i-2", 3)));
}

TEST_F(SlowStartTest, GoesWithRoundRobinOnly) {
  EXPECT_EQ(refusal([&] { set("load_balancing.algorithm.type", "least_outstanding_requests"); }),
            "ValidationError: Slow start is supported with the round_robin algorithm only");
}

}  // namespace
}  // namespace aws::region::elbv2
