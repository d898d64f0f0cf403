// What the balancer is told of a group whose zones keep to themselves, and of one that is shifted away from a zone.
#include <gmock/gmock.h>

#include "region/elbv2/fake_neighbours.h"
#include "region/elbv2/targets/routing.h"

namespace aws::region::elbv2 {
namespace {

using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;

class CrossZoneTest : public ::testing::Test {
 protected:
  void SetUp() override {
    instances.run("i-a1", "us-west-2a");
    for (const auto* id : {"i-b1", "i-b2", "i-b3"}) instances.run(id, "us-west-2b");
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
    balancer = *room.service.CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                    .LoadBalancers.at(0)
                    .LoadBalancerArn;
    room.service.CreateListener({.LoadBalancerArn = balancer,
                                 .Protocol = "HTTP",
                                 .Port = 80,
                                 .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}});
    room.service.RegisterTargets(
        {.TargetGroupArn = group, .Targets = {{.Id = "i-a1"}, {.Id = "i-b1"}, {.Id = "i-b2"}, {.Id = "i-b3"}}});
    clock.advance(seconds(1));
    set("load_balancing.cross_zone.enabled", "false");
  }
  void set(const std::string& key, const std::string& value) {
    room.service.ModifyTargetGroupAttributes({.TargetGroupArn = group, .Attributes = {{.Key = key, .Value = value}}});
    clock.advance(seconds(0));
  }
  void fails(const std::string& id, bool fails = true) {
    room.prober.answer(instances.all.at(id).address, fails ? 503 : 200);
    clock.advance(seconds(20));
  }
  void set_of_balancer(const std::string& key, const std::string& value) {
    room.service.ModifyLoadBalancerAttributes(
        {.LoadBalancerArn = balancer, .Attributes = {{.Key = key, .Value = value}}});
    clock.advance(seconds(0));
  }
  void shift(const std::string& away_from) {
    room.elbv2.shift(balancer, away_from);
    clock.advance(seconds(0));
  }
  // "i-a1 healthy zonal_shift_active"
  std::vector<std::string> overrides() {
    std::vector<std::string> seen;
    for (const auto& each : room.service.DescribeTargetHealth({.TargetGroupArn = group}).TargetHealthDescriptions) {
      seen.push_back(*each.Target->Id + ' ' + *each.TargetHealth->State + ' ' + *each.AdministrativeOverride->State);
    }
    return seen;
  }
  // Of the requests, in thousandths, by target.
  std::map<std::string, int> shares() {
    const auto& groups = room.balancer.state.listeners.at(0).rules.back().action.groups;
    int all = 0;
    for (const auto& each : groups) all += each.weight;
    std::map<std::string, int> shares;
    for (const auto& each : groups) {
      const auto& servers = room.balancer.state.groups.at(each.arn).servers;
      int within = 0;
      for (const auto& server : servers) within += server.share;
      for (const auto& server : servers) {
        shares[server.name.substr(0, server.name.find(':'))] = 1000 * each.weight * server.share / all / within;
      }
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
  std::string balancer;
};

TEST_F(CrossZoneTest, OffEachZoneGetsTheSameShare) {
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 166), Pair("i-b2", 166), Pair("i-b3", 166)));
  set("load_balancing.cross_zone.enabled", "use_load_balancer_configuration");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 250), Pair("i-b1", 250), Pair("i-b2", 250), Pair("i-b3", 250)));
  set("load_balancing.cross_zone.enabled", "true");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 250), Pair("i-b1", 250), Pair("i-b2", 250), Pair("i-b3", 250)));
}

TEST_F(CrossZoneTest, LeastOutstandingRequestsAreCountedWithinAZone) {
  set("load_balancing.algorithm.type", "least_outstanding_requests");
  for (const auto* zone : {"us-west-2a", "us-west-2b"}) {
    EXPECT_TRUE(room.balancer.state.groups.at(routing_name(group, zone)).spreading.least_outstanding) << zone;
  }
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 166), Pair("i-b2", 166), Pair("i-b3", 166)));
}

TEST_F(CrossZoneTest, AZoneThatIsLostGetsNoRequests) {
  fails("i-a1");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-b1", 333), Pair("i-b2", 333), Pair("i-b3", 333)));
  for (const auto* id : {"i-b1", "i-b2", "i-b3"}) fails(id);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 166), Pair("i-b2", 166), Pair("i-b3", 166)))
      << "each fails open";
  fails("i-a1", false);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 1000)));
}

TEST_F(CrossZoneTest, ATargetStartsSlowlyAtTheExpenseOfItsZone) {
  set("slow_start.duration_seconds", "60");
  fails("i-b1");
  room.prober.answer(instances.all.at("i-b1").address, 200);
  clock.advance(seconds(20));
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 7), Pair("i-b2", 246), Pair("i-b3", 246)));
  clock.advance(seconds(60));
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 166), Pair("i-b2", 166), Pair("i-b3", 166)));
}

TEST_F(CrossZoneTest, AGroupWithoutTargetsAnswersForItself) {
  room.service.DeregisterTargets(
      {.TargetGroupArn = group, .Targets = {{.Id = "i-a1"}, {.Id = "i-b1"}, {.Id = "i-b2"}, {.Id = "i-b3"}}});
  clock.advance(seconds(0));
  EXPECT_THAT(shares(), IsEmpty());
  EXPECT_THAT(room.balancer.state.groups,
              ElementsAre(Pair(routing_name(group), Field(&BalancedGroup::servers, IsEmpty()))));
}

TEST_F(CrossZoneTest, ATargetDrainsUntilItsZoneHasAnsweredForIt) {
  room.balancer.in_flight[routing_name(group, "us-west-2b")]["i-b1:80"] = 1;
  room.service.DeregisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-b1"}}});
  clock.advance(seconds(10));
  EXPECT_FALSE(room.monitor.drained(group, {"i-b1", 80}));
  room.balancer.in_flight.clear();
  clock.advance(seconds(2));
  EXPECT_TRUE(room.monitor.drained(group, {"i-b1", 80}));
}

TEST_F(CrossZoneTest, OffDoesNotGoWithStickiness) {
  const std::string refused =
      "InvalidConfigurationRequest: Stickiness is not supported when cross-zone load balancing is off";
  EXPECT_EQ(refusal([&] { set("stickiness.enabled", "true"); }), refused);
  set("load_balancing.cross_zone.enabled", "true");
  set("stickiness.enabled", "true");
  EXPECT_EQ(refusal([&] { set("load_balancing.cross_zone.enabled", "false"); }), refused);
}

TEST_F(CrossZoneTest, AShiftTakesRequestsAwayFromAZone) {
  set_of_balancer("zonal_shift.config.enabled", "true");
  shift("us-west-2b");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 1000)));
  EXPECT_THAT(overrides(), ElementsAre("i-a1 healthy no_override", "i-b1 healthy zonal_shift_active",
                                       "i-b2 healthy zonal_shift_active", "i-b3 healthy zonal_shift_active"));
  set("load_balancing.cross_zone.enabled", "true");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 1000)));
  shift("us-west-2a");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-b1", 333), Pair("i-b2", 333), Pair("i-b3", 333)));
  shift("");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 250), Pair("i-b1", 250), Pair("i-b2", 250), Pair("i-b3", 250)));
}

TEST_F(CrossZoneTest, AShiftHasNoEffectWhileTheOtherZonesAreIll) {
  set_of_balancer("zonal_shift.config.enabled", "true");
  shift("us-west-2b");
  fails("i-a1");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-b1", 333), Pair("i-b2", 333), Pair("i-b3", 333)));
  for (const auto* id : {"i-b1", "i-b2", "i-b3"}) fails(id);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 500), Pair("i-b1", 166), Pair("i-b2", 166), Pair("i-b3", 166)))
      << "it fails open";
  set("load_balancing.cross_zone.enabled", "true");
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 250), Pair("i-b1", 250), Pair("i-b2", 250), Pair("i-b3", 250)));
  fails("i-a1", false);
  EXPECT_THAT(shares(), ElementsAre(Pair("i-a1", 1000)));
}

TEST_F(CrossZoneTest, OnlyALoadBalancerThatAllowsItIsShifted) {
  shift("us-west-2b");
  EXPECT_THAT(shares(), SizeIs(4));
  EXPECT_THAT(overrides(), Contains("i-b1 healthy no_override"));
  EXPECT_TRUE(room.elbv2.load_balancers_that_can_be_shifted().empty());
  std::vector<std::string> changes;
  room.elbv2.load_balancer_changes().subscribe([&](const auto& changed) { changes.push_back(changed.arn); });
  set_of_balancer("zonal_shift.config.enabled", "true");
  EXPECT_THAT(shares(), SizeIs(1));
  EXPECT_EQ(room.elbv2.load_balancers_that_can_be_shifted().at(0).arn, balancer);
  set_of_balancer("zonal_shift.config.enabled", "false");
  EXPECT_THAT(shares(), SizeIs(4));
  EXPECT_THAT(changes, ElementsAre(balancer, balancer));
}

}  // namespace
}  // namespace aws::region::elbv2
