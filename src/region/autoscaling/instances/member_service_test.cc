// What a user says of instances in a group: healthy or not, protected or not.
#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

class MemberServiceTest : public AutoScalingTest {
 protected:
  void set_health(const std::string& id, const std::string& status, std::optional<bool> respect_grace = {}) {
    autoscaling().SetInstanceHealth(
        {.InstanceId = id, .HealthStatus = status, .ShouldRespectGracePeriod = respect_grace});
    clock_.advance(0s);
  }
  void protect(const std::vector<std::string>& ids, bool protect) {
    autoscaling().SetInstanceProtection(
        {.InstanceIds = ids, .AutoScalingGroupName = "group", .ProtectedFromScaleIn = protect});
  }
};

TEST_F(MemberServiceTest, WhatAUserCallsUnhealthyIsReplaced) {
  create_and_wait();
  const std::string sick = in_service().at(1);
  set_health(sick, "Unhealthy");
  EXPECT_THAT(in_state("Terminating"), ElementsAre(sick));
  ASSERT_TRUE(clock_.advance_until([&] { return members().size() == 3 && in_service().size() == 3; }));
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_THAT(*activities().at(1).Cause,
              HasSubstr("an instance was taken out of service in response to a user health-check."));
}

TEST_F(MemberServiceTest, AGracePeriodKeepsItHealthyUnlessTheUserInsists) {
  auto request = three_instances();
  request.HealthCheckGracePeriod = 60;
  autoscaling().CreateAutoScalingGroup(request);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  const auto ids = in_service();
  set_health(ids.at(0), "Unhealthy");
  EXPECT_THAT(in_service(), SizeIs(3));
  set_health(ids.at(1), "Unhealthy", false);
  EXPECT_THAT(in_state("Terminating"), ElementsAre(ids.at(1)));
  clock_.advance(61s);
  set_health(ids.at(0), "Unhealthy");
  EXPECT_THAT(in_state("Terminating"), ::testing::Contains(ids.at(0)));
}

TEST_F(MemberServiceTest, TheBalancerIsNotBelievedBeforeTheGracePeriodIsOver) {
  auto request = three_instances();
  request.HealthCheckType = "ELB";
  request.HealthCheckGracePeriod = 60;
  autoscaling().CreateAutoScalingGroup(request);
  attach();
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  target_groups_.all[kTargetGroup].unhealthy.insert(in_service().at(0));
  running_->reconciler.target_group_changed(kTargetGroup);
  clock_.advance(59s);
  EXPECT_EQ(instances_.launched, 3);
  clock_.advance(1s);
  EXPECT_EQ(instances_.launched, 4);
}

TEST_F(MemberServiceTest, HealthThatIsNotAndInstancesThatAreNotAreRefused) {
  create_and_wait();
  EXPECT_EQ(error_of([&] { set_health(in_service().at(0), "Sick"); }).code(), "ValidationError");
  EXPECT_EQ(error_of([&] { set_health("i-0123456789abcdef0", "Healthy"); }).message(),
            "Instance Id not found - No managed instance found for instance ID: i-0123456789abcdef0");
  EXPECT_EQ(error_of([&] { protect({"i-0123456789abcdef0"}, true); }).message(),
            "The instance i-0123456789abcdef0 is not part of Auto Scaling group group.");
}

TEST_F(MemberServiceTest, TheProtectedOneStaysWhenTheGroupShrinks) {
  create_and_wait();
  const auto ids = in_service();
  protect({ids.at(0), ids.at(2)}, true);
  autoscaling().UpdateAutoScalingGroup(
      {.AutoScalingGroupName = "group", .MinSize = 0, .MaxSize = 3, .DesiredCapacity = 0});
  ASSERT_TRUE(clock_.advance_until([&] { return members().size() == 2; }));
  clock_.advance(60s);
  EXPECT_THAT(in_service(), ElementsAre(ids.at(0), ids.at(2)));
  protect({ids.at(0)}, false);
  ASSERT_TRUE(clock_.advance_until([&] { return members().size() == 1; }));
  EXPECT_THAT(in_service(), ElementsAre(ids.at(2)));
}

TEST_F(MemberServiceTest, InstancesAreDescribedAcrossGroupsInPages) {
  create_and_wait();
  const auto first = autoscaling().DescribeAutoScalingInstances({.MaxRecords = 2});
  ASSERT_THAT(first.AutoScalingInstances, SizeIs(2));
  EXPECT_EQ(first.AutoScalingInstances.at(0).HealthStatus, "HEALTHY");
  EXPECT_EQ(first.AutoScalingInstances.at(0).AutoScalingGroupName, "group");
  EXPECT_EQ(first.AutoScalingInstances.at(0).LaunchTemplate->Version, "1");
  const auto second = autoscaling().DescribeAutoScalingInstances({.MaxRecords = 2, .NextToken = first.NextToken});
  ASSERT_THAT(second.AutoScalingInstances, SizeIs(1));
  EXPECT_EQ(second.NextToken, std::nullopt);
  const auto one = autoscaling().DescribeAutoScalingInstances({.InstanceIds = {in_service().at(2)}});
  ASSERT_THAT(one.AutoScalingInstances, SizeIs(1));
  EXPECT_EQ(one.AutoScalingInstances.at(0).InstanceId, in_service().at(2));
}

}  // namespace
}  // namespace aws::region::autoscaling
