// Groups whose zones are uneven, on simulated time and over neighbours with behaviour.
#include <algorithm>
#include <set>

#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

class Rebalancing : public AutoScalingTest {
 protected:
  Rebalancing() { instances_.refusal = "We currently do not have sufficient t3.micro capacity."; }

  void create_in_three_zones() {
    auto request = three_instances();
    request.MaxSize = 4;
    request.AvailabilityZones = {"us-west-2a", "us-west-2b", "us-west-2c"};
    autoscaling().CreateAutoScalingGroup(request);
    clock_.advance(2s);
    ASSERT_THAT(in_service(), SizeIs(3));
  }
  void find_none_in(std::set<std::string> zones) { instances_.full_zones = std::move(zones); }
  void capacity_returns() { instances_.full_zones = {"none"}; }
  // The zone has no capacity and its instance ends, so that another zone has two.
  void create_uneven() {
    capacity_returns();
    create_in_three_zones();
    find_none_in({"us-west-2c"});
    instances_.set(in_service().at(2), InstanceState::kTerminated);
    clock_.advance(2s);
    ASSERT_EQ(zones(), "aab");
  }
  // The letters of the zones that members in service stand in.
  std::string zones() {
    std::string letters;
    for (const auto& member : members()) {
      if (member.LifecycleState == "InService") letters += member.AvailabilityZone->back();
    }
    std::ranges::sort(letters);
    return letters;
  }
  void update_zones(const std::vector<std::string>& zones) {
    autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .AvailabilityZones = zones});
  }
  void suspend(const std::string& process) {
    autoscaling().SuspendProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = {process}});
  }
  void resume() { autoscaling().ResumeProcesses({.AutoScalingGroupName = "group"}); }
  int failures() {
    return static_cast<int>(
        std::ranges::count_if(activities(), [](const auto& activity) { return activity.StatusCode == "Failed"; }));
  }
};

TEST_F(Rebalancing, AGroupMovesBackWhenItsZoneHasCapacityAgain) {
  create_uneven();
  capacity_returns();
  clock_.advance_until([this] { return !in_state("Pending").empty(); });
  EXPECT_EQ(zones(), "aab");  // nobody goes before the newcomer is there
  EXPECT_EQ(members().back().AvailabilityZone, "us-west-2c");
  clock_.advance(2s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_EQ(group().DesiredCapacity, 3);
  clock_.advance(3600s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_EQ(instances_.launched, 5);
}

TEST_F(Rebalancing, TheHistoryReadsAsOnAws) {
  create_uneven();
  const std::string oldest = in_service().at(0);
  capacity_returns();
  clock_.advance(60s);
  const auto history = activities();
  EXPECT_EQ(history.at(1).Cause,
            "At 2026-01-02T03:04:17Z an instance was launched to aid in balancing the group's zones.");
  EXPECT_EQ(history.at(0).Description, "Terminating EC2 instance: " + oldest);
  EXPECT_EQ(history.at(0).Cause,
            "At 2026-01-02T03:04:19Z instances were launched to balance instances in zones us-west-2c with other zones "
            "resulting in more than desired number of instances in the group.  At 2026-01-02T03:04:19Z an instance was "
            "taken out of service in response to a difference between desired and actual capacity, shrinking the "
            "capacity from 4 to 3.  At 2026-01-02T03:04:19Z instance " +
                oldest + " was selected for termination.");
}

TEST_F(Rebalancing, AZoneWithoutCapacityIsTriedAgainWithPauses) {
  create_uneven();
  EXPECT_EQ(failures(), 1);  // the replacement's own
  clock_.advance(9s);
  EXPECT_EQ(failures(), 2);
  clock_.advance(18s);
  EXPECT_EQ(failures(), 2);
  clock_.advance(1s);
  EXPECT_EQ(failures(), 3);
  clock_.advance(3600s);
  EXPECT_LE(failures(), 13);
  EXPECT_EQ(zones(), "aab");
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_THAT(*activities().at(0).Cause, HasSubstr("was launched to aid in balancing the group's zones."));
  EXPECT_THAT(*activities().at(0).StatusMessage, StartsWith("We currently do not have sufficient t3.micro capacity."));
  capacity_returns();
  clock_.advance(605s);
  EXPECT_EQ(zones(), "abc");
}

TEST_F(Rebalancing, OneMoreThanElsewhereIsEvenEnough) {
  capacity_returns();
  auto request = three_instances();
  request.AvailabilityZones = {"us-west-2a", "us-west-2b"};
  autoscaling().CreateAutoScalingGroup(request);
  clock_.advance(3600s);
  EXPECT_EQ(zones(), "aab");
  EXPECT_EQ(instances_.launched, 3);
}

TEST_F(Rebalancing, ASuspendedProcessKeepsTheGroupFromIt) {
  create_uneven();
  capacity_returns();
  for (const std::string process : {"AZRebalance", "Launch", "Terminate"}) {
    suspend(process);
    clock_.advance(3600s);
    EXPECT_EQ(zones(), "aab") << process;
    EXPECT_EQ(instances_.launched, 4) << process;
    suspend("AZRebalance");
    autoscaling().ResumeProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = {"Launch", "Terminate"}});
  }
  resume();
  clock_.advance(2s);
  EXPECT_EQ(zones(), "abc");
}

TEST_F(Rebalancing, AGroupFollowsItsZones) {
  capacity_returns();
  create_in_three_zones();
  update_zones({"us-west-2d"});
  std::size_t fewest = 3;
  std::size_t most = 3;
  EXPECT_TRUE(clock_.advance_until([&] {
    fewest = std::min(fewest, in_service().size());
    most = std::max(most, members().size());
    return zones() == "ddd";
  }));
  EXPECT_EQ(fewest, 3U);
  EXPECT_EQ(most, 4U);
  update_zones({"us-west-2a", "us-west-2c", "us-west-2d"});
  clock_.advance(60s);
  EXPECT_EQ(zones(), "acd");
  EXPECT_THAT(*activities().at(0).Cause, HasSubstr("in zones us-west-2c with"));  // each move tells of itself only
  EXPECT_EQ(instances_.launched, 8);
}

TEST_F(Rebalancing, AGroupStaysWhereItIsWhileItsNewZoneIsFull) {
  find_none_in({"us-west-2d"});
  create_in_three_zones();
  update_zones({"us-west-2d"});
  clock_.advance(60s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_EQ(instances_.launched, 3);
}

TEST_F(Rebalancing, AnInstanceThatNeverRunsIsGivenUp) {
  create_uneven();
  capacity_returns();
  instances_.boots = false;
  clock_.advance(8s);
  ASSERT_THAT(in_state("Pending"), SizeIs(1));
  instances_.set(in_state("Pending").at(0), InstanceState::kTerminated);
  clock_.advance(1s);
  EXPECT_EQ(activities().at(1).StatusCode, "Cancelled");
  EXPECT_THAT(members(), SizeIs(3));  // the next attempt takes its time
  EXPECT_EQ(zones(), "aab");
  instances_.boots = true;
  clock_.advance(30s);
  EXPECT_EQ(zones(), "abc");
}

TEST_F(Rebalancing, NobodyComesWhereNobodyMayLeave) {
  create_uneven();
  std::vector<std::string> protects;
  for (const auto& member : members()) {
    if (member.AvailabilityZone == "us-west-2a") protects.push_back(*member.InstanceId);
  }
  const auto protect = [&](bool on) {
    autoscaling().SetInstanceProtection(
        {.InstanceIds = protects, .AutoScalingGroupName = "group", .ProtectedFromScaleIn = on});
  };
  protect(true);
  capacity_returns();
  clock_.advance(3600s);
  EXPECT_EQ(zones(), "aab");
  EXPECT_EQ(instances_.launched, 4);
  protects.erase(protects.begin());
  protect(false);
  clock_.advance(3s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_THAT(in_service(), ::testing::Not(::testing::Contains(protects.at(0))));
}

TEST_F(Rebalancing, AnExplicitPolicyChoosesWithinTheFullestZone) {
  create_uneven();
  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .TerminationPolicies = {"NewestInstance"}});
  const std::string newest = in_service().at(2);
  capacity_returns();
  clock_.advance(60s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_EQ(instances_.state(newest), InstanceState::kTerminated);
}

TEST_F(Rebalancing, ARestartLosesNothing) {
  create_uneven();
  capacity_returns();
  clock_.advance_until([this] { return !in_state("Pending").empty(); });
  restart();
  clock_.advance(1s);
  EXPECT_EQ(zones(), "aab");
  EXPECT_THAT(members(), SizeIs(4));
  clock_.advance(2s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_THAT(*activities().at(0).Cause, HasSubstr("balance instances in zones us-west-2c with other zones"));
}

TEST_F(Rebalancing, ADeletedGroupTakesTheNewcomerAlong) {
  create_uneven();
  capacity_returns();
  instances_.boots = false;
  clock_.advance(8s);
  ASSERT_THAT(in_state("Pending"), SizeIs(1));
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  clock_.advance(2s);
  EXPECT_THAT(autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups, IsEmpty());
}

TEST_F(Rebalancing, AnInstanceRefreshComesFirst) {
  create_uneven();
  autoscaling().StartInstanceRefresh(
      {.AutoScalingGroupName = "group",
       .Preferences = api::RefreshPreferences{.MinHealthyPercentage = 50, .InstanceWarmup = 600}});
  clock_.advance(300s);
  EXPECT_THAT(*activities().at(0).Cause, ::testing::Not(HasSubstr("balancing")));
  capacity_returns();
  clock_.advance(7200s);
  EXPECT_EQ(zones(), "abc");
  EXPECT_THAT(in_service(), SizeIs(3));
}

}  // namespace
}  // namespace aws::region::autoscaling
