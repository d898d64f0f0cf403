// Instance refreshes: what is replaced, how much at a time, how long it takes, and what stops it.
#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

class InstanceRefreshTest : public AutoScalingTest {
 protected:
  std::string start(const api::RefreshPreferences& preferences, const std::string& version = "") {
    api::StartInstanceRefreshRequest request{.AutoScalingGroupName = "group", .Preferences = preferences};
    if (!version.empty()) {
      request.DesiredConfiguration = api::DesiredConfiguration{
          .LaunchTemplate = api::LaunchTemplateSpecification{.LaunchTemplateName = "template", .Version = version}};
    }
    const auto answer = autoscaling().StartInstanceRefresh(request);
    clock_.advance(0s);
    return *answer.InstanceRefreshId;
  }
  api::InstanceRefresh refresh() {
    return autoscaling().DescribeInstanceRefreshes({.AutoScalingGroupName = "group"}).InstanceRefreshes.at(0);
  }
  bool has_ended() { return refresh().EndTime.has_value(); }
  // How many of the group's instances serve at the worst moment until it ends.
  std::size_t fewest_in_service_until_end() {
    std::size_t fewest = in_service().size();
    for (int second = 0; second < 3600 && !has_ended(); ++second) {
      clock_.advance(1s);
      fewest = std::min(fewest, in_service().size());
    }
    return fewest;
  }
};

TEST_F(InstanceRefreshTest, AllAreReplacedByInstancesOfTheDesiredTemplate) {
  create_and_wait();
  const auto before = in_service();
  const std::string id = start({.MinHealthyPercentage = 60, .InstanceWarmup = 10}, "7");
  EXPECT_EQ(refresh().InstanceRefreshId, id);
  EXPECT_EQ(refresh().Status, "InProgress");
  EXPECT_EQ(refresh().InstancesToUpdate, 3);
  EXPECT_EQ(refresh().Preferences->MinHealthyPercentage, 60);
  EXPECT_EQ(fewest_in_service_until_end(), 2U);
  EXPECT_EQ(refresh().Status, "Successful");
  EXPECT_EQ(refresh().PercentageComplete, 100);
  EXPECT_EQ(refresh().InstancesToUpdate, 0);
  for (const auto& member : members()) EXPECT_EQ(member.LaunchTemplate->Version, "7");
  EXPECT_EQ(group().LaunchTemplate->Version, "7");
  EXPECT_EQ(instances_.launched, 6);
}

TEST_F(InstanceRefreshTest, AHundredPercentIsOneAtATimeAndNoneIsAllAtOnce) {
  create_and_wait();
  start({.MinHealthyPercentage = 100, .InstanceWarmup = 0});
  EXPECT_EQ(fewest_in_service_until_end(), 2U);
  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0});
  EXPECT_THAT(in_service(), IsEmpty());
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_EQ(refresh().Status, "Successful");
  EXPECT_THAT(autoscaling().DescribeInstanceRefreshes({.AutoScalingGroupName = "group"}).InstanceRefreshes, SizeIs(2));
}

TEST_F(InstanceRefreshTest, NoOtherIsReplacedBeforeTheNewOneIsWarm) {
  create_and_wait();
  start({.InstanceWarmup = 100});
  ASSERT_TRUE(clock_.advance_until([this] { return instances_.launched == 4 && in_service().size() == 3; }));
  clock_.advance(99s);
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_EQ(refresh().PercentageComplete, 0);
  EXPECT_THAT(*refresh().StatusReason, StartsWith("Waiting for instances to warm up before continuing."));
  clock_.advance(1s);
  EXPECT_EQ(refresh().PercentageComplete, 33);
  EXPECT_EQ(refresh().InstancesToUpdate, 2);
}

TEST_F(InstanceRefreshTest, TheWarmUpIsTheGroupsWhenNoneIsAskedFor) {
  auto request = three_instances();
  request.MinSize = request.MaxSize = 1;
  request.DefaultInstanceWarmup = 50;
  autoscaling().CreateAutoScalingGroup(request);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 1; }));
  EXPECT_EQ(group().DefaultInstanceWarmup, 50);
  start({});
  ASSERT_TRUE(clock_.advance_until([this] { return instances_.launched == 2 && in_service().size() == 1; }));
  clock_.advance(49s);
  EXPECT_FALSE(has_ended());
  clock_.advance(1s);
  EXPECT_TRUE(has_ended());
}

TEST_F(InstanceRefreshTest, WhatMatchesIsSkippedWhenAskedTo) {
  create_and_wait();
  start({.InstanceWarmup = 0, .SkipMatching = true});
  EXPECT_EQ(refresh().Status, "Successful");
  EXPECT_EQ(instances_.launched, 3);
  start({.InstanceWarmup = 0, .SkipMatching = true}, "2");
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_EQ(instances_.launched, 6);
}

TEST_F(InstanceRefreshTest, ItRestsAtCheckpointsAndEndsAtTheLast) {
  create_and_wait();
  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0, .CheckpointPercentages = {30, 60}, .CheckpointDelay = 600});
  clock_.advance(500s);
  EXPECT_EQ(instances_.launched, 4);
  clock_.advance(200s);
  EXPECT_EQ(instances_.launched, 5);
  EXPECT_TRUE(has_ended());
  EXPECT_EQ(refresh().PercentageComplete, 66);
}

TEST_F(InstanceRefreshTest, ItBakesBeforeItIsDone) {
  create_and_wait();
  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0, .BakeTime = 600});
  ASSERT_TRUE(clock_.advance_until([this] { return refresh().Status == "Baking"; }));
  EXPECT_EQ(refresh().PercentageComplete, 100);
  EXPECT_EQ(refresh().Preferences->BakeTime, 600);
  clock_.advance(599s);
  EXPECT_FALSE(has_ended());
  clock_.advance(2s);
  EXPECT_EQ(refresh().Status, "Successful");

  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0, .BakeTime = 600});
  ASSERT_TRUE(clock_.advance_until([this] { return refresh().Status == "Baking"; }));
  autoscaling().CancelInstanceRefresh({.AutoScalingGroupName = "group"});
  clock_.advance(1s);
  EXPECT_EQ(refresh().Status, "Cancelled");
}

TEST_F(InstanceRefreshTest, CancellingLetsWhatIsUnderWayEndAndReplacesNoMore) {
  create_and_wait();
  start({.InstanceWarmup = 20}, "7");
  EXPECT_EQ(error_of([&] { start({}); }).code(), "InstanceRefreshInProgress");
  autoscaling().CancelInstanceRefresh({.AutoScalingGroupName = "group"});
  EXPECT_EQ(refresh().Status, "Cancelling");
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_EQ(refresh().Status, "Cancelled");
  EXPECT_EQ(refresh().StatusReason, "Cancelled due to user request.");
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_EQ(group().LaunchTemplate->Version, "$Default");
  EXPECT_EQ(error_of([&] { autoscaling().CancelInstanceRefresh({.AutoScalingGroupName = "group"}); }).code(),
            "ActiveInstanceRefreshNotFound");
}

TEST_F(InstanceRefreshTest, ProtectionAndSuspensionHoldItUp) {
  create_and_wait();
  const auto ids = in_service();
  autoscaling().SetInstanceProtection(
      {.InstanceIds = ids, .AutoScalingGroupName = "group", .ProtectedFromScaleIn = true});
  start({.InstanceWarmup = 0});
  clock_.advance(600s);
  EXPECT_EQ(in_service(), ids);
  autoscaling().SuspendProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = {"InstanceRefresh"}});
  autoscaling().SetInstanceProtection(
      {.InstanceIds = ids, .AutoScalingGroupName = "group", .ProtectedFromScaleIn = false});
  clock_.advance(600s);
  EXPECT_EQ(in_service(), ids);
  autoscaling().ResumeProcesses({.AutoScalingGroupName = "group"});
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_EQ(instances_.launched, 6);
}

TEST_F(InstanceRefreshTest, ARestartOfTheRegionGoesOn) {
  create_and_wait();
  start({.InstanceWarmup = 30});
  ASSERT_TRUE(clock_.advance_until([this] { return instances_.launched == 4 && in_service().size() == 3; }));
  restart();
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_EQ(refresh().Status, "Successful");
  EXPECT_EQ(instances_.launched, 6);
}

TEST_F(InstanceRefreshTest, ItGoesWithItsGroup) {
  create_and_wait();
  start({.InstanceWarmup = 300});
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  ASSERT_TRUE(
      clock_.advance_until([this] { return autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups.empty(); }));
  EXPECT_EQ(error_of([&] { refresh(); }).code(), "ValidationError");
  create_and_wait();
  EXPECT_THAT(autoscaling().DescribeInstanceRefreshes({.AutoScalingGroupName = "group"}).InstanceRefreshes, IsEmpty());
}

TEST_F(InstanceRefreshTest, FailsWhenItsTemplateHasGone) {
  create_and_wait();
  autoscaling().SuspendProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = {"InstanceRefresh"}});
  start({});
  EXPECT_EQ(refresh().Status, "Pending");
  templates_.problem = "The specified launch template does not exist.";
  autoscaling().ResumeProcesses({.AutoScalingGroupName = "group"});
  clock_.advance(0s);
  EXPECT_EQ(refresh().Status, "Failed");
  EXPECT_EQ(refresh().StatusReason, "The specified launch template does not exist.");
  EXPECT_THAT(in_service(), SizeIs(3));
}

TEST_F(InstanceRefreshTest, RefusesCheckpointsThatAreNone) {
  create_and_wait();
  EXPECT_EQ(error_of([&] { start({.CheckpointPercentages = {50, 20}}); }).code(), "ValidationError");
  EXPECT_EQ(error_of([&] { start({.CheckpointDelay = 10}); }).code(), "ValidationError");
}

TEST_F(InstanceRefreshTest, WhatIsProtectedIsWaitedForReplacedOrLeftAsTheUserWants) {
  create_and_wait();
  const auto kept = in_service().at(0);
  autoscaling().SetInstanceProtection(
      {.InstanceIds = {kept}, .AutoScalingGroupName = "group", .ProtectedFromScaleIn = true});
  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0, .ScaleInProtectedInstances = "Ignore"});
  EXPECT_EQ(refresh().Preferences->ScaleInProtectedInstances, "Ignore");
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_THAT(in_service(), ::testing::Contains(kept));

  start({.MinHealthyPercentage = 0, .InstanceWarmup = 0, .ScaleInProtectedInstances = "Refresh"});
  ASSERT_TRUE(clock_.advance_until([this] { return has_ended(); }));
  EXPECT_THAT(in_service(), ::testing::Not(::testing::Contains(kept)));
}

TEST_F(InstanceRefreshTest, ACancellationMayBeAtOnce) {
  create_and_wait();
  start({.MinHealthyPercentage = 0, .InstanceWarmup = 60});
  EXPECT_EQ(refresh().Strategy, "Rolling");
  autoscaling().CancelInstanceRefresh({.AutoScalingGroupName = "group", .WaitForTransitioningInstances = false});
  clock_.advance(0s);
  EXPECT_EQ(refresh().Status, "Cancelled");
}

TEST_F(InstanceRefreshTest, WhatIsNotDoneHereIsRefused) {
  create_and_wait();
  const auto refused = [&](const api::RefreshPreferences& preferences) {
    return error_of([&] { start(preferences); }).message();
  };
  EXPECT_THAT(refused({.AutoRollback = true}), HasSubstr("AutoRollback"));
  EXPECT_THAT(refused({.StandbyInstances = "Terminate"}), HasSubstr("StandbyInstances"));
  EXPECT_THAT(refused({.AlarmSpecification = api::AlarmSpecification{{"alarm"}}}), HasSubstr("AlarmSpecification"));
  EXPECT_THAT(refused({.MaxHealthyPercentage = 110}), HasSubstr("MaxHealthyPercentage"));
}

}  // namespace
}  // namespace aws::region::autoscaling
