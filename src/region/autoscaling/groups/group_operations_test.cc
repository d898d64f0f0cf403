// Capacity set by hand, processes suspended, tags, and target groups attached and detached.
#include "region/autoscaling/autoscaling_fixture.h"

namespace aws::region::autoscaling {
namespace {

class GroupOperations : public AutoScalingTest {
 protected:
  void create_for_none_to_six() {
    auto request = three_instances();
    request.MinSize = 0;
    request.MaxSize = 6;
    request.DesiredCapacity = 3;
    autoscaling().CreateAutoScalingGroup(request);
    ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3; }));
  }
  void set_capacity(int desired, std::optional<bool> honor_cooldown = {}) {
    autoscaling().SetDesiredCapacity(
        {.AutoScalingGroupName = "group", .DesiredCapacity = desired, .HonorCooldown = honor_cooldown});
    clock_.advance(0s);
  }
  void suspend(const std::vector<std::string>& processes) {
    autoscaling().SuspendProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = processes});
  }
  void resume(const std::vector<std::string>& processes) {
    autoscaling().ResumeProcesses({.AutoScalingGroupName = "group", .ScalingProcesses = processes});
    clock_.advance(0s);
  }
  std::string target_group_state() {
    const auto described = autoscaling().DescribeLoadBalancerTargetGroups({.AutoScalingGroupName = "group"});
    return described.LoadBalancerTargetGroups.empty() ? "" : *described.LoadBalancerTargetGroups.at(0).State;
  }
};

TEST_F(GroupOperations, TheCapacityIsWhatAUserSets) {
  create_for_none_to_six();
  set_capacity(5);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 5; }));
  EXPECT_THAT(*activities().at(0).Cause,
              StartsWith("At 2026-01-02T03:04:07Z a user request explicitly set group desired capacity changing the "
                         "desired capacity from 3 to 5.  At "));
  set_capacity(1);
  ASSERT_TRUE(clock_.advance_until([this] { return members().size() == 1; }));
  EXPECT_EQ(error_of([&] { set_capacity(7); }).message(),
            "New SetDesiredCapacity value 7 is above max value 6 for the AutoScalingGroup.");
  autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .MinSize = 1});
  EXPECT_EQ(error_of([&] { set_capacity(0); }).message(),
            "New SetDesiredCapacity value 0 is below min value 1 for the AutoScalingGroup.");
}

TEST_F(GroupOperations, ACooldownIsHonouredOnlyWhenAskedFor) {
  create_for_none_to_six();
  EXPECT_EQ(error_of([&] { set_capacity(4, true); }).code(), "ScalingActivityInProgress");
  set_capacity(4, false);
  clock_.advance(301s);
  clock_.advance(2s);
  set_capacity(5, true);
  EXPECT_EQ(group().DesiredCapacity, 5);
}

TEST_F(GroupOperations, ACooldownGoesWithItsGroup) {
  create_for_none_to_six();
  autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = true});
  ASSERT_TRUE(
      clock_.advance_until([this] { return autoscaling().DescribeAutoScalingGroups({}).AutoScalingGroups.empty(); }));
  auto request = three_instances();
  request.MinSize = 0;
  request.DesiredCapacity = 0;
  autoscaling().CreateAutoScalingGroup(request);
  set_capacity(1, true);
  EXPECT_EQ(group().DesiredCapacity, 1);
}

TEST_F(GroupOperations, WhatIsSuspendedDoesNotHappenUntilItIsResumed) {
  create_for_none_to_six();
  suspend({"Launch"});
  ASSERT_THAT(group().SuspendedProcesses, SizeIs(1));
  EXPECT_EQ(group().SuspendedProcesses.at(0).SuspensionReason, "User suspended at 2026-01-02T03:04:07Z");
  set_capacity(4);
  clock_.advance(60s);
  EXPECT_EQ(instances_.launched, 3);
  resume({"Launch"});
  EXPECT_EQ(instances_.launched, 4);

  suspend({"Terminate"});
  set_capacity(0);
  clock_.advance(60s);
  EXPECT_THAT(in_service(), SizeIs(4));
  resume({});
  ASSERT_TRUE(clock_.advance_until([this] { return members().empty(); }));
  EXPECT_THAT(group().SuspendedProcesses, IsEmpty());
  EXPECT_EQ(error_of([&] { suspend({"Launch", "Fly"}); }).code(), "ValidationError");
}

TEST_F(GroupOperations, AnUnhealthyInstanceStaysWhileReplacementIsSuspended) {
  create_for_none_to_six();
  suspend({"ReplaceUnhealthy"});
  const std::string sick = in_service().at(0);
  instances_.set(sick, InstanceState::kStopped);
  clock_.advance(60s);
  EXPECT_EQ(members().at(0).HealthStatus, "Unhealthy");
  EXPECT_EQ(instances_.launched, 3);
  resume({"ReplaceUnhealthy"});
  EXPECT_THAT(in_state("Terminating"), ElementsAre(sick));

  suspend({"HealthCheck"});
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 3 && members().size() == 3; }));
  instances_.set(in_service().at(0), InstanceState::kStopped);
  clock_.advance(60s);
  EXPECT_EQ(members().at(0).HealthStatus, "Healthy");
}

TEST_F(GroupOperations, WhoCameIntoServiceUnderSuspensionIsNotRegisteredLater) {
  create_for_none_to_six();
  attach();
  suspend({"AddToLoadBalancer"});
  set_capacity(4);
  ASSERT_TRUE(clock_.advance_until([this] { return in_service().size() == 4; }));
  resume({"AddToLoadBalancer"});
  EXPECT_THAT(target_groups_.all[kTargetGroup].registered, SizeIs(3));
}

TEST_F(GroupOperations, ADetachedTargetGroupIsDrainedAndItsInstancesServeOn) {
  create_for_none_to_six();
  attach();
  EXPECT_EQ(target_group_state(), "InService");
  autoscaling().DetachLoadBalancerTargetGroups({.AutoScalingGroupName = "group", .TargetGroupARNs = {kTargetGroup}});
  clock_.advance(0s);
  EXPECT_THAT(target_groups_.all[kTargetGroup].registered, IsEmpty());
  EXPECT_THAT(group().TargetGroupARNs, IsEmpty());
  EXPECT_EQ(target_group_state(), "Removing");
  clock_.advance(30s);
  EXPECT_EQ(target_group_state(), "");
  EXPECT_THAT(in_service(), SizeIs(3));
  EXPECT_EQ(error_of([&] {
              autoscaling().DetachLoadBalancerTargetGroups(
                  {.AutoScalingGroupName = "group", .TargetGroupARNs = {kTargetGroup}});
            }).message(),
            std::string("Trying to remove Target Groups that are not part of the group: ") + kTargetGroup);
}

TEST_F(GroupOperations, TheStateOfATargetGroupFollowsItsMembers) {
  create_for_none_to_six();
  target_groups_.all[kTargetGroup];
  autoscaling().AttachTrafficSources(
      {.AutoScalingGroupName = "group", .TrafficSources = {{.Identifier = kTargetGroup}}});
  EXPECT_EQ(target_group_state(), "Adding");
  for (const auto& id : in_service()) target_groups_.all[kTargetGroup].unknown.insert(id);
  clock_.advance(0s);
  EXPECT_EQ(target_group_state(), "Added");
  target_groups_.all[kTargetGroup].unknown.erase(in_service().at(0));
  EXPECT_EQ(target_group_state(), "InService");
  const auto sources =
      autoscaling().DescribeTrafficSources({.AutoScalingGroupName = "group", .TrafficSourceType = "elbv2"});
  EXPECT_EQ(sources.TrafficSources.at(0).TrafficSource, kTargetGroup);
  EXPECT_EQ(sources.TrafficSources.at(0).Identifier, kTargetGroup);
  EXPECT_EQ(sources.TrafficSources.at(0).Type, "elbv2");
  EXPECT_EQ(autoscaling().DescribeTrafficSources({.AutoScalingGroupName = "group"}), sources);
  EXPECT_EQ(group().TrafficSources.at(0).Type, "elbv2");
  const auto of_type = [&](const std::string& type) {
    return error_of([&] {
             autoscaling().AttachTrafficSources(
                 {.AutoScalingGroupName = "group", .TrafficSources = {{.Identifier = "x", .Type = type}}});
           })
        .message();
  };
  EXPECT_EQ(of_type("balloon"), "Invalid traffic source type: balloon");
  EXPECT_THAT(of_type("vpc-lattice"), HasSubstr("TrafficSources of type vpc-lattice"));
  EXPECT_THAT(autoscaling()
                  .DescribeTrafficSources({.AutoScalingGroupName = "group", .TrafficSourceType = "vpc-lattice"})
                  .TrafficSources,
              IsEmpty());
}

TEST_F(GroupOperations, AProtectedGroupIsNotDeleted) {
  create_for_none_to_six();
  const auto protect = [&](const std::string& protection) {
    autoscaling().UpdateAutoScalingGroup({.AutoScalingGroupName = "group", .DeletionProtection = protection});
  };
  const auto erase = [&](bool by_force) {
    return error_of([&] {
             autoscaling().DeleteAutoScalingGroup({.AutoScalingGroupName = "group", .ForceDelete = by_force});
           })
        .message();
  };
  EXPECT_EQ(group().DeletionProtection, "none");
  protect("prevent-force-deletion");
  EXPECT_EQ(group().DeletionProtection, "prevent-force-deletion");
  EXPECT_EQ(erase(true),
            "You cannot delete the AutoScalingGroup group while its deletion protection is prevent-force-deletion.");
  EXPECT_THAT(erase(false), HasSubstr("there are instances"));
  protect("prevent-all-deletion");
  EXPECT_THAT(erase(false), HasSubstr("deletion protection is prevent-all-deletion"));
  protect("none");
  EXPECT_EQ(erase(true), "nothing was thrown");
}

// Where there is a choice on AWS there is its default here, and said so.
TEST_F(GroupOperations, InstancesArePlacedByAwssDefaultsAndByNoOther) {
  create_for_none_to_six();
  EXPECT_EQ(group().AvailabilityZoneDistribution->CapacityDistributionStrategy, "balanced-best-effort");
  EXPECT_EQ(group().AvailabilityZoneImpairmentPolicy->ZonalShiftEnabled, false);
  EXPECT_EQ(group().CapacityReservationSpecification->CapacityReservationPreference, "default");
  const auto refused = [&](auto change) {
    api::UpdateAutoScalingGroupRequest request{.AutoScalingGroupName = "group"};
    change(request);
    return error_of([&] { autoscaling().UpdateAutoScalingGroup(request); }).message();
  };
  EXPECT_THAT(
      refused([](auto& r) { r.AvailabilityZoneDistribution = {.CapacityDistributionStrategy = "balanced-only"}; }),
      HasSubstr("AvailabilityZoneDistribution"));
  EXPECT_THAT(refused([](auto& r) { r.AvailabilityZoneImpairmentPolicy = {.ZonalShiftEnabled = true}; }),
              HasSubstr("AvailabilityZoneImpairmentPolicy"));
  EXPECT_THAT(refused([](auto& r) { r.CapacityReservationSpecification = {.CapacityReservationPreference = "none"}; }),
              HasSubstr("CapacityReservationSpecification"));
  EXPECT_THAT(refused([](auto& r) { r.InstanceMaintenancePolicy = {.MinHealthyPercentage = 90}; }),
              HasSubstr("InstanceMaintenancePolicy"));
  EXPECT_THAT(refused([](auto& r) { r.AvailabilityZoneIds = {"usw2-az1"}; }), HasSubstr("AvailabilityZoneIds"));
  EXPECT_EQ(refused([](auto& r) {
              r.InstanceMaintenancePolicy = {.MinHealthyPercentage = -1, .MaxHealthyPercentage = -1};
              r.AvailabilityZoneDistribution = {.CapacityDistributionStrategy = "balanced-best-effort"};
            }),
            "nothing was thrown");
}

TEST_F(GroupOperations, GroupsAreDescribedWithoutTheirInstancesToo) {
  create_for_none_to_six();
  const auto described = autoscaling().DescribeAutoScalingGroups({.IncludeInstances = false}).AutoScalingGroups.at(0);
  EXPECT_THAT(described.Instances, IsEmpty());
  EXPECT_EQ(described.DesiredCapacity, 3);
}

TEST_F(GroupOperations, MetricsAreThoseThatSomebodyWants) {
  create_for_none_to_six();
  const auto enable = [&](const std::vector<std::string>& metrics, const std::string& granularity = "1Minute") {
    autoscaling().EnableMetricsCollection(
        {.AutoScalingGroupName = "group", .Metrics = metrics, .Granularity = granularity});
  };
  const auto disable = [&](const std::vector<std::string>& metrics) {
    autoscaling().DisableMetricsCollection({.AutoScalingGroupName = "group", .Metrics = metrics});
  };
  const auto all = autoscaling().DescribeMetricCollectionTypes({});
  EXPECT_EQ(all.Granularities.at(0).Granularity, "1Minute");
  EXPECT_THAT(group().EnabledMetrics, IsEmpty());
  enable({"GroupMinSize"});
  EXPECT_EQ(group().EnabledMetrics.at(0).Metric, "GroupMinSize");
  EXPECT_EQ(group().EnabledMetrics.at(0).Granularity, "1Minute");
  enable({});
  EXPECT_EQ(group().EnabledMetrics.size(), all.Metrics.size());
  disable({"GroupMinSize"});
  EXPECT_EQ(group().EnabledMetrics.size(), all.Metrics.size() - 1);
  disable({});
  EXPECT_THAT(group().EnabledMetrics, IsEmpty());
  EXPECT_EQ(error_of([&] { enable({"Colour"}); }).message(), "Invalid metric name: Colour");
  EXPECT_EQ(error_of([&] { enable({}, "1Second"); }).message(), "Invalid granularity: 1Second");
}

TEST_F(GroupOperations, ActivitiesAreFilteredByStateAndBeginning) {
  create_for_none_to_six();
  const auto count = [&](const std::string& name, const std::string& value) {
    return autoscaling().DescribeScalingActivities({.Filters = {{.Name = name, .Values = {value}}}}).Activities.size();
  };
  EXPECT_EQ(count("Status", "Successful"), 3U);
  EXPECT_EQ(count("Status", "Failed"), 0U);
  EXPECT_EQ(count("StartTimeLowerBound", "2026-01-02T03:00:00Z"), 3U);
  EXPECT_EQ(count("StartTimeUpperBound", "2026-01-02T03:00:00Z"), 0U);
  EXPECT_THAT(error_of([&] { count("Colour", "red"); }).message(), StartsWith("Filter type Colour is not correct."));
  EXPECT_EQ(error_of([&] { count("StartTimeLowerBound", "yesterday"); }).code(), "ValidationError");
}

TEST_F(GroupOperations, TagsAreCreatedUpdatedFilteredAndDeleted) {
  create_for_none_to_six();
  const auto tag = [](const std::string& key, const std::string& value) {
    return api::Tag{.ResourceId = "group", .ResourceType = "auto-scaling-group", .Key = key, .Value = value};
  };
  autoscaling().CreateOrUpdateTags({.Tags = {tag("team", "a"), tag("stage", "test")}});
  autoscaling().CreateOrUpdateTags({.Tags = {tag("team", "b")}});
  const auto all = autoscaling().DescribeTags({}).Tags;
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_EQ(all.at(1).Key, "team");
  EXPECT_EQ(all.at(1).Value, "b");
  EXPECT_EQ(all.at(1).PropagateAtLaunch, false);
  const auto filtered = autoscaling().DescribeTags({.Filters = {{.Name = "key", .Values = {"stage"}}}}).Tags;
  ASSERT_THAT(filtered, SizeIs(1));
  autoscaling().DeleteTags({.Tags = {tag("team", "b"), tag("none", "")}});
  EXPECT_THAT(group().Tags, SizeIs(1));

  auto unknown = tag("x", "y");
  unknown.ResourceId = "nobody";
  EXPECT_EQ(error_of([&] {
              autoscaling().CreateOrUpdateTags({.Tags = {tag("kept", "out"), unknown}});
            }).message(),
            "AutoScalingGroup name not found - AutoScalingGroup 'nobody' not found");
  EXPECT_THAT(group().Tags, SizeIs(1));  // all or none
  EXPECT_EQ(error_of([&] { autoscaling().CreateOrUpdateTags({.Tags = {tag("aws:x", "y")}}); }).code(),
            "ValidationError");
  EXPECT_EQ(error_of([&] { autoscaling().DescribeTags({.Filters = {{.Name = "colour"}}}); }).code(), "ValidationError");
}

}  // namespace
}  // namespace aws::region::autoscaling
