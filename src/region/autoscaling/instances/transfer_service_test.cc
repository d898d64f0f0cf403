// Instances that go to standby and come back, leave their group or come to one.
#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

class TransferTest : public AutoScalingTest {
 protected:
  void create_for_one_to_six() {
    auto request = three_instances();
    request.MinSize = 1;
    request.MaxSize = 6;
    request.DesiredCapacity = 3;
    autoscaling().CreateAutoScalingGroup(request);
    ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  }
  std::vector<api::Activity> enter(const std::string& id, bool decrement) {
    auto answer = autoscaling().EnterStandby(
        {.InstanceIds = {id}, .AutoScalingGroupName = "group", .ShouldDecrementDesiredCapacity = decrement});
    clock_.advance(0s);
    return answer.Activities;
  }
  std::vector<api::Activity> leave(const std::string& id) {
    return autoscaling().ExitStandby({.InstanceIds = {id}, .AutoScalingGroupName = "group"}).Activities;
  }
  std::vector<api::Activity> detach(const std::string& id, bool decrement) {
    auto answer = autoscaling().DetachInstances(
        {.InstanceIds = {id}, .AutoScalingGroupName = "group", .ShouldDecrementDesiredCapacity = decrement});
    clock_.advance(0s);
    return answer.Activities;
  }
  std::string stranger(const std::string& zone = "us-west-2a") {
    const std::string id = instances_.launch({.zone = zone, .subnet_id = "subnet-a"});
    clock_.advance(2s);
    return id;
  }
  void attach_instance(const std::string& id) {
    autoscaling().AttachInstances({.InstanceIds = {id}, .AutoScalingGroupName = "group"});
    clock_.advance(0s);
  }
};

TEST_F(TransferTest, AnInstanceOnStandbyServesNoneAndKeepsRunning) {
  create_for_one_to_six();
  attach();
  const std::string id = in_service().at(0);
  const auto begun = enter(id, true);
  ASSERT_THAT(begun, SizeIs(1));
  EXPECT_EQ(begun.at(0).Description, "Moving EC2 instance to Standby: " + id);
  EXPECT_EQ(begun.at(0).Cause, "At 2026-01-02T03:04:07Z instance " + id +
                                   " was moved to standby in response to a user request, shrinking the capacity from "
                                   "3 to 2.");
  EXPECT_EQ(begun.at(0).Progress, 50);
  EXPECT_THAT(in_state("EnteringStandby"), ElementsAre(id));  // draining still
  EXPECT_FALSE(target_groups_.all[kTargetGroup].registered.contains(id));
  clock_.advance(30s);
  EXPECT_THAT(in_state("Standby"), ElementsAre(id));
  EXPECT_EQ(group().DesiredCapacity, 2);
  clock_.advance(600s);
  EXPECT_EQ(instances_.launched, 3);
  EXPECT_EQ(instances_.state(id), InstanceState::kRunning);
}

TEST_F(TransferTest, ItComesBackIntoServiceAndIsCountedAgain) {
  create_for_one_to_six();
  attach();
  const std::string id = in_service().at(0);
  enter(id, true);
  clock_.advance(30s);
  const auto begun = leave(id);
  EXPECT_EQ(begun.at(0).Description, "Moving EC2 instance out of Standby: " + id);
  EXPECT_EQ(begun.at(0).StatusCode, "PreInService");
  EXPECT_THAT(*begun.at(0).Cause, HasSubstr("increasing the capacity from 2 to 3."));
  clock_.advance(0s);
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_TRUE(target_groups_.all[kTargetGroup].registered.contains(id));
  EXPECT_EQ(group().DesiredCapacity, 3);
  EXPECT_EQ(activities().at(0).StatusCode, "Successful");
}

TEST_F(TransferTest, WithoutDecrementTheGroupLaunchesAnotherInItsPlace) {
  create_for_one_to_six();
  enter(in_service().at(0), false);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_THAT(in_state("Standby"), SizeIs(1));
  EXPECT_EQ(group().DesiredCapacity, 3);
}

TEST_F(TransferTest, NobodyLooksAtTheHealthOfStandby) {
  create_for_one_to_six();
  const std::string id = in_service().at(0);
  enter(id, true);
  instances_.set(id, InstanceState::kStopped);
  clock_.advance(60s);
  EXPECT_THAT(in_state("Standby"), ElementsAre(id));
  leave(id);
  clock_.advance(0s);
  EXPECT_THAT(in_state("Terminating"), ElementsAre(id));  // not fit for service
}

TEST_F(TransferTest, SizesAndStatesForbidWhatAwsForbids) {
  create_and_wait();  // three, not less and not more
  const std::string id = in_service().at(0);
  EXPECT_EQ(error_of([&] { enter(id, true); }).message(),
            "AutoScalingGroup group has min-size=3, max-size=3, and desired-size=3. To place into standby 1 instance, "
            "please update the AutoScalingGroup sizes appropriately.");
  EXPECT_EQ(error_of([&] { leave(id); }).message(), "The instance " + id + " is not in Standby.");
  EXPECT_EQ(error_of([&] { enter("i-0123456789abcdef0", true); }).message(),
            "The instance i-0123456789abcdef0 is not part of Auto Scaling group group.");
  EXPECT_EQ(error_of([&] { attach_instance(stranger()); }).message(),
            "AutoScalingGroup group has min-size=3, max-size=3, and desired-size=3. To attach 1 more instance, please "
            "update the AutoScalingGroup sizes appropriately.");
  EXPECT_EQ(error_of([&] { detach(id, true); }).code(), "ValidationError");
  EXPECT_EQ(error_of([&] { autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group"}); }).code(),
            "ResourceInUse");
}

TEST_F(TransferTest, ADetachedInstanceLeavesItsTargetsAndLivesOn) {
  create_for_one_to_six();
  attach();
  const std::string id = in_service().at(1);
  const auto begun = detach(id, true);
  EXPECT_EQ(begun.at(0).Description, "Detaching EC2 instance: " + id);
  EXPECT_THAT(in_state("Detaching"), ElementsAre(id));
  clock_.advance(30s);
  EXPECT_THAT(members(), SizeIs(2));
  EXPECT_EQ(instances_.state(id), InstanceState::kRunning);
  EXPECT_EQ(instances_.all.at(id).order.group_name, "");
  EXPECT_FALSE(target_groups_.all[kTargetGroup].registered.contains(id));
  EXPECT_EQ(group().DesiredCapacity, 2);
}

TEST_F(TransferTest, ADetachedInstanceIsReplacedUnlessTheCapacityShrinks) {
  create_for_one_to_six();
  detach(in_service().at(1), false);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  EXPECT_EQ(instances_.launched, 4);
}

TEST_F(TransferTest, AnAttachedInstanceIsAMemberLikeTheOthers) {
  create_for_one_to_six();
  attach();
  const std::string id = stranger("us-west-2d");  // where nobody is yet
  attach_instance(id);
  EXPECT_THAT(in_service(), ::testing::Contains(id));
  EXPECT_EQ(group().DesiredCapacity, 4);
  EXPECT_EQ(instances_.all.at(id).order.group_name, "group");
  EXPECT_TRUE(target_groups_.all[kTargetGroup].registered.contains(id));
  EXPECT_EQ(members().back().LaunchTemplate, std::nullopt);
  EXPECT_EQ(activities().at(0).Description, "Attaching an existing EC2 instance: " + id);
  EXPECT_EQ(error_of([&] { attach_instance(id); }).message(),
            "Instance " + id + " is already part of AutoScalingGroup:group");
}

TEST_F(TransferTest, OnlyARunningInstanceOfTheGroupsZonesIsAttached) {
  auto request = three_instances();
  request.MinSize = 0;
  request.AvailabilityZones = {"us-west-2a"};
  autoscaling().CreateAutoScalingGroup(request);
  EXPECT_THAT(error_of([&] { attach_instance(stranger("us-west-2b")); }).message(), HasSubstr("us-west-2b"));
  const std::string stopped = stranger();
  instances_.set(stopped, InstanceState::kStopped);
  EXPECT_THAT(error_of([&] { attach_instance(stopped); }).message(), HasSubstr("'running'"));
  EXPECT_EQ(error_of([&] { attach_instance("i-0123456789abcdef0"); }).message(),
            "Invalid Instance ID(s): [i-0123456789abcdef0] specified");
}

TEST_F(TransferTest, ARestartGoesOnWhereAnInstanceWasLeaving) {
  create_for_one_to_six();
  attach();
  const std::string id = in_service().at(0);
  enter(id, true);
  restart();
  ASSERT_TRUE(clock_.advance_until([this] { return in_state("Standby").size() == 1; }));
  EXPECT_THAT(in_state("Standby"), ElementsAre(id));
}

TEST_F(TransferTest, AGroupThatIsDeletedByForceDoesNotWaitForStandby) {
  create_for_one_to_six();
  attach();
  const std::string id = in_service().at(0);
  target_groups_.all[kTargetGroup].in_flight.insert(id);
  enter(id, true);
  EXPECT_THAT(in_state("EnteringStandby"), ElementsAre(id));
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  ASSERT_TRUE(
      clock_.advance_until([this] { return autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups.empty(); }));
  EXPECT_EQ(instances_.state(id), InstanceState::kTerminated);
}

TEST_F(TransferTest, AGroupThatIsDeletedByForceTakesStandbyWithIt) {
  create_for_one_to_six();
  enter(in_service().at(0), true);
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  ASSERT_TRUE(
      clock_.advance_until([this] { return autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups.empty(); }));
  for (const auto& [id, instance] : instances_.all) EXPECT_EQ(instance.state, InstanceState::kTerminated) << id;
}

}  // namespace
}  // namespace aws::region::autoscaling
