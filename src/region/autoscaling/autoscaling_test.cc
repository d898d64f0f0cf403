// Groups of instances over their whole life, on simulated time and over neighbours with behaviour.
#include <algorithm>
#include <set>

#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

TEST_F(AutoScalingTest, ThreeInstancesStandInThreeZones) {
  autoscaling().CreateAutoScalingGroup(three_instances());
  clock_.advance(0s);
  EXPECT_THAT(in_state("Pending"), SizeIs(3));
  clock_.advance(2s);
  EXPECT_THAT(in_service(), SizeIs(3));

  std::vector<std::string> zones;
  for (const auto& member : members()) zones.push_back(*member.AvailabilityZone);
  EXPECT_THAT(zones, ElementsAre("us-west-2a", "us-west-2b", "us-west-2c"));
  EXPECT_EQ(members().at(0).LaunchTemplate->Version, "1");
  EXPECT_EQ(members().at(0).InstanceType, "t3.micro");
  EXPECT_EQ(group().LaunchTemplate->Version, "$Default");
  EXPECT_EQ(group().HealthCheckType, "EC2");
  EXPECT_EQ(group().Status, std::nullopt);
}

TEST_F(AutoScalingTest, TheHistoryOfACreationReadsAsOnAws) {
  create_and_wait();
  ASSERT_THAT(activities(), SizeIs(3));
  const auto latest = activities().front();
  EXPECT_EQ(latest.Description, "Launching a new EC2 instance: i-00000000000000003");
  EXPECT_EQ(
      latest.Cause,
      "At 2026-01-02T03:04:05Z a user request created an AutoScalingGroup changing the desired capacity from 0 to "
      "3.  At 2026-01-02T03:04:05Z an instance was started in response to a difference between desired and actual "
      "capacity, increasing the capacity from 0 to 3.");
  EXPECT_EQ(latest.StatusCode, "Successful");
  EXPECT_EQ(latest.Progress, 100);
  EXPECT_EQ(latest.Details, R"({"Subnet ID":"subnet-c","Availability Zone":"us-west-2c"})");
  EXPECT_EQ(*latest.EndTime - *latest.StartTime, 2s);
}

TEST_F(AutoScalingTest, TellsOfItsActivities) {
  std::vector<std::string> told;
  running_->store.activity_changes().subscribe([&](const ActivityChanged& changed) {
    told.push_back(changed.group_name + ": " + changed.description.substr(0, changed.description.find(" i-")) + ", " +
                   changed.status_code);
  });
  create_and_wait();
  clock_.advance(0s);
  EXPECT_EQ(std::ranges::count(told, "group: Launching a new EC2 instance:, InProgress"), 3);
  EXPECT_EQ(std::ranges::count(told, "group: Launching a new EC2 instance:, Successful"), 3);
}

TEST_F(AutoScalingTest, AnInstanceIsRegisteredBeforeItIsInService) {
  target_groups_.all[kTargetGroup];
  auto request = three_instances();
  request.TargetGroupARNs = {kTargetGroup};
  autoscaling().CreateAutoScalingGroup(request);
  clock_.advance_until([this] { return !target_groups_.all[kTargetGroup].registered.empty(); });
  EXPECT_THAT(in_service(), IsEmpty());
  clock_.advance(0s);
  EXPECT_THAT(target_groups_.all[kTargetGroup].registered, SizeIs(3));
  EXPECT_THAT(in_service(), SizeIs(3));
}

TEST_F(AutoScalingTest, AttachingRegistersWhatRunsAlreadyAndKeepsWhatWasAttached) {
  create_and_wait();
  attach();
  target_groups_.all["other"];
  autoscaling().AttachLoadBalancerTargetGroups({.AutoScalingGroupName = "group", .TargetGroupARNs = {"other"}});
  clock_.advance(0s);
  EXPECT_THAT(group().TargetGroupARNs, ElementsAre(kTargetGroup, "other"));
  EXPECT_THAT(target_groups_.all[kTargetGroup].registered, SizeIs(3));
  EXPECT_THAT(target_groups_.all["other"].registered, SizeIs(3));

  const Error unknown = error_of([&] {
    autoscaling().AttachLoadBalancerTargetGroups({.AutoScalingGroupName = "group", .TargetGroupARNs = {"gone"}});
  });
  EXPECT_EQ(unknown.code(), "ValidationError");
  EXPECT_THAT(unknown.message(), HasSubstr("Provided Target Groups may not be valid"));
}

TEST_F(AutoScalingTest, TerminatingAnswersWithTheActivity) {
  create_and_wait();
  const std::string id = in_service().at(1);
  const api::Activity activity = terminate(id, false);
  EXPECT_THAT(*activity.ActivityId, SizeIs(36));
  EXPECT_EQ(activity.AutoScalingGroupName, "group");
  EXPECT_EQ(activity.Description, "Terminating EC2 instance: " + id);
  EXPECT_EQ(activity.Cause,
            "At 2026-01-02T03:04:07Z instance " + id + " was taken out of service in response to a user request.");
  EXPECT_EQ(activity.StatusCode, "InProgress");
  EXPECT_EQ(activity.Progress, 0);
  EXPECT_EQ(activity.Details, R"({"Subnet ID":"subnet-b","Availability Zone":"us-west-2b"})");
  EXPECT_EQ(activity.EndTime, std::nullopt);
  EXPECT_EQ(activity.StatusMessage, std::nullopt);
  EXPECT_EQ(in_state("Terminating"), std::vector{id});

  const Error busy = error_of([&] { terminate(id, false); });
  EXPECT_EQ(busy.code(), "ScalingActivityInProgress");
  EXPECT_EQ(busy.message(), "Scaling activity " + *activity.ActivityId + " is in progress and blocks this action");
  EXPECT_EQ(error_of([&] { terminate("i-1", false); }).message(),
            "Instance Id not found - No managed instance found for instance ID: i-1");
}

TEST_F(AutoScalingTest, TheReplacementStartsWhileTheOldOneDrains) {
  create_and_wait();
  attach();
  const std::string id = in_service().at(1);
  target_groups_.all[kTargetGroup].in_flight.insert(id);
  terminate(id, false);
  clock_.advance(5s);
  EXPECT_EQ(in_state("Terminating"), std::vector{id});
  EXPECT_EQ(instances_.state(id), InstanceState::kRunning);  // requests are still served
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_EQ(members().at(3).AvailabilityZone, "us-west-2b");
  EXPECT_EQ(activities().at(0).StatusCode, "WaitingForELBConnectionDraining");
  EXPECT_EQ(activities().at(0).Description,
            "Terminating EC2 instance: " + id + " - Waiting For ELB Connection Draining.");
  EXPECT_THAT(*activities().at(1).Cause, HasSubstr("increasing the capacity from 2 to 3."));

  target_groups_.all[kTargetGroup].in_flight.clear();
  clock_.advance(25s);  // the poll comes every thirty seconds
  EXPECT_EQ(instances_.state(id), InstanceState::kShuttingDown);
  clock_.advance(1s);
  EXPECT_THAT(members(), SizeIs(3));
  EXPECT_THAT(target_groups_.journal.at(3), "deregister " + id);
}

TEST_F(AutoScalingTest, DrainingEndsWithTheDeregistrationDelay) {
  create_and_wait();
  attach();
  const std::string id = in_service().at(0);
  target_groups_.all[kTargetGroup].in_flight.insert(id);
  terminate(id, false);
  clock_.advance(150s);
  restart();  // does not begin the delay again
  clock_.advance(145s);
  EXPECT_EQ(instances_.state(id), InstanceState::kRunning);
  clock_.advance(15s);
  EXPECT_EQ(activities().at(0).StatusCode, "Successful");
  EXPECT_THAT(in_state("Terminating"), IsEmpty());
  target_groups_.delay = 30s;  // it is the target group's own
  target_groups_.all[kTargetGroup].in_flight.insert(in_service().at(0));
  terminate(in_service().at(0), false);
  clock_.advance(40s);
  EXPECT_THAT(in_state("Terminating"), IsEmpty());
}

TEST_F(AutoScalingTest, WithoutItsTargetGroupAnInstanceEndsAtOnce) {
  create_and_wait();
  attach();
  const std::string draining = in_service().at(0);
  target_groups_.all[kTargetGroup].in_flight.insert(draining);
  terminate(draining, false);
  clock_.advance(1s);
  target_groups_.all.clear();
  running_->reconciler.target_group_changed(kTargetGroup);
  clock_.advance(0s);
  EXPECT_EQ(instances_.state(draining), InstanceState::kShuttingDown);
  const std::string registered = in_service().at(0);
  terminate(registered, false);
  clock_.advance(0s);
  EXPECT_EQ(instances_.state(registered), InstanceState::kShuttingDown);
}

TEST_F(AutoScalingTest, DecrementingDrainsTheGroupForItsDeletion) {
  create_and_wait();
  EXPECT_THAT(error_of([&] { terminate(in_service().at(0), true); }).message(),
              StartsWith("Currently, desiredSize equals minSize (3). Terminating instance without replacement will "));

  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .MinSize = 0});
  clock_.advance(60s);
  EXPECT_THAT(in_service(), SizeIs(3));  // MinSize=0 alone terminates nothing
  EXPECT_EQ(group().DesiredCapacity, 3);
  const auto remove = [&] { autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group"}); };
  EXPECT_EQ(error_of(remove).code(), "ResourceInUse");

  const auto ids = in_service();
  EXPECT_THAT(*terminate(ids.at(0), true).Cause, HasSubstr("user request, shrinking the capacity from 3 to 2."));
  for (std::size_t index : {1U, 2U}) terminate(ids.at(index), true);
  EXPECT_EQ(error_of(remove).code(), "ScalingActivityInProgress");
  clock_.advance(2s);
  EXPECT_THAT(members(), IsEmpty());
  EXPECT_EQ(instances_.launched, 3);
  remove();
  EXPECT_THAT(autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups, IsEmpty());
  EXPECT_EQ(error_of([&] { activities(); }).code(), "ValidationError");
  const auto history =
      autoscaling().DescribeScalingActivities({.AutoScalingGroupName = "group", .IncludeDeletedGroups = true});
  EXPECT_THAT(history.Activities, SizeIs(6));
}

TEST_F(AutoScalingTest, WhatDiesIsReplacedAtOnce) {
  create_and_wait();
  const std::string dead = in_service().at(2);
  instances_.set(dead, InstanceState::kTerminated);
  clock_.advance(0s);
  EXPECT_THAT(in_state("Pending"), SizeIs(1));
  EXPECT_EQ(group().Instances.at(2).AvailabilityZone, "us-west-2c");
  EXPECT_THAT(*activities().at(0).Cause,
              HasSubstr("an instance was launched in response to an unhealthy instance needing to be replaced."));
  clock_.advance(2s);
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_THAT(*activities().at(1).Cause, HasSubstr("in response to an EC2 health check indicating it has been "));
}

TEST_F(AutoScalingTest, ADeadTargetIsDeregistered) {
  create_and_wait();
  attach();
  const std::string dead = in_service().at(0);
  instances_.set(dead, InstanceState::kStopped);
  clock_.advance(0s);
  EXPECT_EQ(members().at(0).HealthStatus, "Unhealthy");
  EXPECT_FALSE(target_groups_.all[kTargetGroup].registered.contains(dead));
  clock_.advance(2s);  // it has nothing to drain
  EXPECT_EQ(instances_.state(dead), InstanceState::kTerminated);
  EXPECT_THAT(in_service(), SizeIs(3));
}

TEST_F(AutoScalingTest, AfterARestartTheGroupReplacesWhatIsGone) {
  create_and_wait();
  running_.reset();
  instances_.on_change = nullptr;
  instances_.set(instances_.all.begin()->first, InstanceState::kTerminated);
  restart();
  clock_.advance(3s);
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_THAT(activities(), SizeIs(5));
}

TEST_F(AutoScalingTest, AFailedLaunchIsToldAndTriedAgainWithPauses) {
  instances_.refusal = "We currently do not have sufficient t3.micro capacity.";
  autoscaling().CreateAutoScalingGroup(three_instances());
  clock_.advance(1s);
  ASSERT_THAT(activities(), SizeIs(4));  // one in each zone
  EXPECT_EQ(activities().at(0).StatusCode, "Failed");
  EXPECT_EQ(activities().at(0).StatusMessage,
            "We currently do not have sufficient t3.micro capacity. Launching EC2 instance failed.");
  EXPECT_THAT(*activities().at(0).Description, StartsWith("Launching a new EC2 instance.  Status Reason: We "));
  clock_.advance(10s);
  EXPECT_THAT(activities(), SizeIs(8));
  clock_.advance(10s);
  EXPECT_THAT(activities(), SizeIs(8));
  instances_.refusal.clear();
  clock_.advance(12s);
  EXPECT_THAT(in_service(), SizeIs(3));
}

TEST_F(AutoScalingTest, AZoneWithoutCapacityIsPassedOver) {
  instances_.refusal = "We currently do not have sufficient t3.micro capacity.";
  instances_.full_zones = {"us-west-2a", "us-west-2c"};
  create_and_wait();
  std::multiset<std::string> zones;
  for (const auto& member : members()) zones.insert(*member.AvailabilityZone);
  EXPECT_THAT(zones, ElementsAre("us-west-2b", "us-west-2b", "us-west-2d"));
  EXPECT_THAT(activities(), SizeIs(5));
}

TEST_F(AutoScalingTest, AnInstanceThatDiesBeforeItRunsIsACancelledLaunch) {
  instances_.boots = false;
  autoscaling().CreateAutoScalingGroup(three_instances());
  clock_.advance(0s);
  instances_.set(in_state("Pending").at(0), InstanceState::kTerminated);
  clock_.advance(1s);
  EXPECT_THAT(members(), SizeIs(2));  // no storm of launches
  EXPECT_EQ(activities().at(3).StatusCode, "Cancelled");
  EXPECT_EQ(activities().at(3).StatusMessage,
            "Instance became unhealthy while waiting for instance to be in InService state.");
  clock_.advance(10s);
  EXPECT_THAT(members(), SizeIs(3));
}

TEST_F(AutoScalingTest, CapacityFollowsAnUpdate) {
  create_and_wait();
  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .MinSize = 1, .MaxSize = 5});
  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .DesiredCapacity = 5});
  clock_.advance(2s);
  EXPECT_THAT(in_service(), SizeIs(5));
  EXPECT_THAT(*activities().at(0).Cause,
              HasSubstr("a user request update of AutoScalingGroup constraints to min: 1, max: 5, desired: 5 changing "
                        "the desired capacity from 3 to 5.  At "));

  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .DesiredCapacity = 4});
  clock_.advance(2s);
  EXPECT_THAT(in_service(), SizeIs(4));
  EXPECT_THAT(*activities().at(0).Cause, HasSubstr("shrinking the capacity from 5 to 4.  At "));
  EXPECT_THAT(*activities().at(0).Cause, HasSubstr(" was selected for termination."));
  std::set<std::string> zones;
  for (const auto& member : members()) zones.insert(*member.AvailabilityZone);
  EXPECT_THAT(zones, SizeIs(4));  // the zone with two lost one

  EXPECT_EQ(error_of([&] {
              autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .DesiredCapacity = 6});
            }).message(),
            "Desired capacity:6 must be between the specified min size:1 and max size:5");
}

TEST_F(AutoScalingTest, ForceDeletionTakesTheInstancesAlong) {
  create_and_wait();
  attach();
  target_groups_.all[kTargetGroup].in_flight.insert(in_service().at(0));
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  EXPECT_EQ(group().Status, "Delete in progress");
  clock_.advance(2s);
  EXPECT_THAT(autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups, IsEmpty());
  for (const auto& [id, instance] : instances_.all) EXPECT_EQ(instance.state, InstanceState::kTerminated);
  EXPECT_THAT(target_groups_.all[kTargetGroup].registered, IsEmpty());
}

TEST_F(AutoScalingTest, TheBalancersOpinionCountsOnlyWhenAskedFor) {
  create_and_wait();
  attach();
  const std::string sick = in_service().at(1);
  target_groups_.all[kTargetGroup].unhealthy.insert(sick);
  running_->reconciler.target_group_changed(kTargetGroup);
  clock_.advance(600s);
  EXPECT_EQ(instances_.launched, 3);

  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .HealthCheckType = "ELB"});
  clock_.advance(40s);
  EXPECT_EQ(instances_.launched, 4);
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_THAT(*activities().at(1).Cause, HasSubstr("in response to an ELB system health check failure."));
}

TEST_F(AutoScalingTest, RefusesWhatCannotBeHonoured) {
  const auto create = [&](auto change) {
    auto request = three_instances();
    change(request);
    return error_of([&] { autoscaling().CreateAutoScalingGroup(request); });
  };
  EXPECT_THAT(create([](auto& request) { request.LaunchTemplate.reset(); }).message(),
              StartsWith("Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "));
  EXPECT_EQ(create([](auto& request) { request.LaunchTemplate->LaunchTemplateName.reset(); }).message(),
            "Valid requests must contain either launchTemplateId or LaunchTemplateName");
  EXPECT_EQ(create([](auto& request) { request.AvailabilityZones.clear(); }).message(),
            "At least one Availability Zone or VPC Subnet is required.");
  EXPECT_THAT(create([](auto& request) { request.AvailabilityZones = {"us-west-2z"}; }).message(),
              HasSubstr("us-west-2z"));
  EXPECT_EQ(create([](auto& request) { request.MaxSize = 2; }).message(),
            "Max bound, 2, must be greater than or equal to min bound, 3");
  EXPECT_EQ(create([](auto& request) { request.AutoScalingGroupName = "a:b"; }).code(), "ValidationError");

  templates_.problem = "Value (x) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name";
  EXPECT_EQ(create([](auto&) {}).message(), "You must use a valid fully-formed launch template. " + templates_.problem);
  templates_.problem.clear();

  create_and_wait();
  const Error again = create([](auto&) {});
  EXPECT_EQ(again.code(), "AlreadyExists");
  EXPECT_EQ(again.message(),
            "AutoScalingGroup by this name already exists - A group with the name group already exists");
  EXPECT_EQ(error_of([&] { autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "x"}); }).message(),
            "AutoScalingGroup name not found - null");
}

TEST_F(AutoScalingTest, TagsGoToTheInstancesWhenTheyAreMeantTo) {
  const auto create = [&](std::vector<api::Tag> tags) {
    auto request = three_instances();
    request.Tags = std::move(tags);
    autoscaling().CreateAutoScalingGroup(request);
  };
  EXPECT_EQ(error_of([&] { create({{.Key = "aws:app"}}); }).message(),
            "aws: prefixed tag key names are not allowed for external use.");
  EXPECT_EQ(error_of([&] { create({{.Key = "app"}, {.Key = "app"}}); }).message(), "Duplicate tag key: app");
  EXPECT_EQ(error_of([&] { create({{.ResourceId = "other", .Key = "app"}}); }).message(),
            "Tag 'app' must be for the auto-scaling-group 'group'");
  std::vector<api::Tag> many;
  for (int i = 0; i < 51; ++i) many.push_back({.Key = "k" + std::to_string(i)});
  EXPECT_EQ(error_of([&] { create(many); }).code(), "LimitExceeded");

  create({{.Key = "app", .Value = "library", .PropagateAtLaunch = true}, {.Key = "team", .Value = "books"}});
  clock_.advance(0s);
  restart();
  EXPECT_THAT(group().Tags, ElementsAre(api::TagDescription{"group", "auto-scaling-group", "app", "library", true},
                                        api::TagDescription{"group", "auto-scaling-group", "team", "books", false}));
  for (const auto& [id, instance] : instances_.all) {
    EXPECT_EQ(instance.order.tags, (std::map<std::string, std::string>{{"app", "library"}})) << id;
  }
}

TEST_F(AutoScalingTest, PagesFollowTheirToken) {
  create_and_wait();
  auto request = three_instances();
  request.AutoScalingGroupName = "second";
  autoscaling().CreateAutoScalingGroup(request);
  auto page = autoscaling().DescribeAutoScalingGroups({.MaxRecords = 1});
  EXPECT_EQ(page.AutoScalingGroups.at(0).AutoScalingGroupName, "group");
  page = autoscaling().DescribeAutoScalingGroups({.NextToken = page.NextToken, .MaxRecords = 1});
  EXPECT_EQ(page.AutoScalingGroups.at(0).AutoScalingGroupName, "second");
  EXPECT_EQ(page.NextToken, std::nullopt);
}

TEST_F(AutoScalingTest, OneHundredActivitiesAreKept) {
  create_and_wait();
  for (int round = 0; round < 40; ++round) {
    for (const auto& id : in_service()) terminate(id, false);
    clock_.advance(5s);
  }
  EXPECT_EQ(instances_.launched, 123);
  EXPECT_THAT(activities(), SizeIs(100));
}

}  // namespace
}  // namespace aws::region::autoscaling
