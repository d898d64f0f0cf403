// Each action, by what it does to its surroundings.
#include "region/fis/fake_neighbours.h"

namespace aws::region::fis {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using namespace std::chrono_literals;

class ActionsTest : public FisTest {
 protected:
  ActionsTest() { launch("i-1"); }

  aws::fis::CreateExperimentTemplateRequest with_target(const std::string& type, const std::string& arn,
                                                        const std::string& used_as, const std::string& action,
                                                        const Texts& parameters) {
    resources.things.push_back({type, arn});
    auto made = request();
    made.targets = {{"it", {.resourceType = type, .resourceArns = {arn}, .selectionMode = "ALL"}}};
    made.actions["it"] = {.actionId = action, .parameters = parameters, .targets = {{used_as, "it"}}};
    return made;
  }
  aws::fis::CreateExperimentTemplateRequest on_role(const std::string& action, const Texts& parameters) {
    return with_target("aws:iam:role", "arn:aws:iam::123456789012:role/web", "Roles", action, parameters);
  }
};

TEST_F(ActionsTest, StopsInstancesForGood) {
  const auto id = start(request_for(on_them("aws:ec2:stop-instances")));
  clock.advance(2s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1"));
  EXPECT_THAT(roles.asked, ElementsAre("tag:GetResources *", "ec2:StopInstances " + instance_arn("i-1")));
}

TEST_F(ActionsTest, StopsInstancesForAWhile) {
  const auto id = start(request_for(on_them("aws:ec2:stop-instances", {{"startInstancesAfterDuration", "PT3M"}})));
  instances.states["i-1"] = "stopped";
  clock.advance(179s);
  EXPECT_EQ(state_of(id), "running");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1"));
  clock.advance(2s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1", "start i-1"));
}

TEST_F(ActionsTest, StartsAnInstanceOnceItHasStopped) {
  const auto id = start(request_for(on_them("aws:ec2:stop-instances", {{"startInstancesAfterDuration", "PT1M"}})));
  clock.advance(70s);
  EXPECT_EQ(state_of(id), "running");  // the instance is stopping still
  instances.states["i-1"] = "stopped";
  clock.advance(1s);
  EXPECT_EQ(state_of(id), "completed");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1", "start i-1"));
}

TEST_F(ActionsTest, FailsWhenSomebodyElseTerminatesAStoppedInstance) {
  const Texts while_stopped{{"startInstancesAfterDuration", "PT1M"}};
  const auto id = start(request_for(on_them("aws:ec2:stop-instances", while_stopped)));
  instances.states["i-1"] = "terminated";
  clock.advance(2s);
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id), "Instance i-1 was terminated by somebody else.");
}

TEST_F(ActionsTest, CompletesAllTheSameWhenThatIsWanted) {
  const auto id = start(request_for(on_them(
      "aws:ec2:stop-instances", {{"startInstancesAfterDuration", "PT1M"}, {"completeIfInstancesTerminated", "true"}})));
  instances.states["i-1"] = "terminated";
  clock.advance(61s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1"));
}

TEST_F(ActionsTest, StoppingTheExperimentStartsTheInstances) {
  const auto id = start(request_for(on_them("aws:ec2:stop-instances", {{"startInstancesAfterDuration", "PT10M"}})));
  instances.states["i-1"] = "stopped";
  EXPECT_EQ(api().StopExperiment({.id = id}).experiment->state->status, "stopping");
  clock.advance(1s);
  EXPECT_EQ(state(id), "stopped");
  EXPECT_EQ(state_of(id), "stopped");
  EXPECT_THAT(instances.done, ElementsAre("stop i-1", "start i-1"));
}

TEST_F(ActionsTest, RebootsAndTerminatesInstances) {
  const auto reboot = start(request_for(on_them("aws:ec2:reboot-instances")));
  const auto terminate = start(request_for(on_them("aws:ec2:terminate-instances")));
  clock.advance(2s);
  EXPECT_EQ(state(reboot), "completed");
  EXPECT_EQ(state(terminate), "completed");
  EXPECT_THAT(instances.done, ElementsAre("reboot i-1", "terminate i-1"));
}

TEST_F(ActionsTest, FailsAsTheServiceDoes) {
  instances.protected_from_termination = true;
  const auto id = start(request_for(on_them("aws:ec2:terminate-instances")));
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id), "it may not be terminated");
  EXPECT_EQ(state_of(id), "failed");
}

TEST_F(ActionsTest, SendsACommandAndWaitsForItsEnd) {
  const auto id = start(request_for(
      on_them("aws:ssm:send-command", {{"documentArn", "arn:aws:ssm:us-west-2::document/AWSFIS-Run-CPU-Stress"},
                                       {"documentParameters", R"({"DurationSeconds":60,"InstallDependencies":"True"})"},
                                       {"duration", "PT5M"}})));
  ASSERT_EQ(commands.sent.size(), 1U);
  EXPECT_EQ(commands.sent[0].parameters.at("DurationSeconds"), std::vector<std::string>{"60"});
  EXPECT_THAT(commands.sent[0].instance_ids, ElementsAre("i-1"));
  clock.advance(60s);
  EXPECT_EQ(state_of(id), "running");
  commands.now = {.ended = true, .problem = ""};
  clock.advance(1s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(commands.cancelled, IsEmpty());
}

TEST_F(ActionsTest, CancelsACommandWhoseTimeHasPassed) {
  const Texts parameters{{"documentArn", "arn:aws:ssm:us-west-2::document/AWS-RunShellScript"}, {"duration", "PT1M"}};
  const auto id = start(request_for(on_them("aws:ssm:send-command", parameters)));
  clock.advance(61s);
  EXPECT_EQ(state(id), "completed");
  EXPECT_THAT(commands.cancelled, ElementsAre("command-1"));
}

TEST_F(ActionsTest, FailsWithItsCommand) {
  const Texts parameters{{"documentArn", "arn:aws:ssm:us-west-2::document/AWS-RunShellScript"}, {"duration", "PT1M"}};
  const auto id = start(request_for(on_them("aws:ssm:send-command", parameters)));
  commands.now = {.ended = true, .problem = "no netem here"};
  clock.advance(1s);
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id), "no netem here");
}

TEST_F(ActionsTest, InjectsErrorsForItsTime) {
  const Texts parameters{{"service", "ec2"},
                         {"operations", "DescribeInstances, DescribeSubnets"},
                         {"percentage", "75"},
                         {"duration", "PT2M"}};
  for (const auto& [kind, permission] :
       {std::pair("throttle", "fis:InjectApiThrottleError"), std::pair("unavailable", "fis:InjectApiUnavailableError"),
        std::pair("internal", "fis:InjectApiInternalError")}) {
    const auto id = start(on_role(std::string("aws:fis:inject-api-") + kind + "-error", parameters));
    EXPECT_EQ(api_errors.ongoing, 1);
    EXPECT_THAT(roles.asked, Contains(permission + (" arn:aws:fis:us-west-2:123456789012:experiment/" + id)));
    clock.advance(121s);
    EXPECT_EQ(state(id), "completed");
    EXPECT_EQ(api_errors.ongoing, 0);
  }
  EXPECT_EQ(api_errors.begun[0].kind, ApiError::Kind::kThrottle);
  EXPECT_EQ(api_errors.begun[1].kind, ApiError::Kind::kUnavailable);
  EXPECT_EQ(api_errors.begun[2].kind, ApiError::Kind::kInternal);
  EXPECT_EQ(api_errors.begun[0].share, 0.75);
  EXPECT_THAT(api_errors.begun[0].operations, ElementsAre("DescribeInstances", "DescribeSubnets"));
  EXPECT_THAT(roles.context.at("fis:Operations"), ElementsAre("DescribeInstances", "DescribeSubnets"));
  EXPECT_THAT(roles.context.at("fis:Percentage"), ElementsAre("75"));
  EXPECT_THAT(api_errors.begun[0].role_arns, ElementsAre("arn:aws:iam::123456789012:role/web"));
}

TEST_F(ActionsTest, LetsZonesRunOutOfCapacity) {
  const Texts parameters{
      {"availabilityZoneIdentifiers", "usw2-az2,us-west-2b"}, {"percentage", "100"}, {"duration", "PT1M"}};
  const std::string group = "arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:1:autoScalingGroupName/shop";
  start(on_role("aws:ec2:api-insufficient-instance-capacity-error", parameters));
  start(with_target("aws:ec2:autoscaling-group", group, "AutoScalingGroups",
                    "aws:ec2:asg-insufficient-instance-capacity-error", parameters));
  EXPECT_EQ(shortages.ongoing, 2);
  EXPECT_THAT(shortages.begun[0].zones, ElementsAre("us-west-2a", "us-west-2b"));
  EXPECT_THAT(shortages.begun[0].role_arns, ElementsAre("arn:aws:iam::123456789012:role/web"));
  EXPECT_THAT(shortages.begun[0].group_arns, IsEmpty());
  EXPECT_THAT(shortages.begun[1].group_arns, ElementsAre(group));
  clock.advance(61s);
  EXPECT_EQ(shortages.ongoing, 0);
}

TEST_F(ActionsTest, FailsOfAZoneThatIsNotThere) {
  const auto id =
      start(on_role("aws:ec2:api-insufficient-instance-capacity-error",
                    {{"availabilityZoneIdentifiers", "mars"}, {"percentage", "100"}, {"duration", "PT1M"}}));
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(reason(id), "There is no Availability Zone mars.");
}

TEST_F(ActionsTest, CutsSubnetsOff) {
  const std::string subnet = "arn:aws:ec2:us-west-2:123456789012:subnet/subnet-1";
  const auto request = with_target("aws:ec2:subnet", subnet, "Subnets", "aws:network:disrupt-connectivity",
                                   {{"scope", "dynamodb"}, {"duration", "PT1M"}});
  const auto id = start(request);
  EXPECT_EQ(network.ongoing, 1);
  EXPECT_THAT(network.begun[0].subnet_ids, ElementsAre("subnet-1"));
  EXPECT_EQ(network.begun[0].scope, "dynamodb");
  api().StopExperiment({.id = id});
  clock.advance(1ms);
  EXPECT_EQ(network.ongoing, 0);
  network.reason = "Instances of this region have no network of their own.";
  const auto failed = start(request);
  EXPECT_EQ(state(failed), "failed");
  EXPECT_EQ(reason(failed), network.reason);
}

class AutoshiftTest : public ActionsTest {
 protected:
  static constexpr auto kBalancer = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/shop/1";
  std::string start_shift(Texts parameters = {}, const std::string& empty_targets = "fail") {
    parameters.insert({{"availabilityZoneIdentifier", "usw2-az2"}, {"duration", "PT1M"}});
    auto made = with_target("aws:arc:zonal-shift-managed-resource", kBalancer, "ManagedResources",
                            "aws:arc:start-zonal-autoshift", parameters);
    made.experimentOptions = {{.emptyTargetResolutionMode = empty_targets}};
    return start(made);
  }
};

TEST_F(AutoshiftTest, ShiftsTrafficOutOfAZone) {
  shifts.taking_part = {kBalancer};
  start_shift();
  EXPECT_EQ(shifts.ongoing, 1);
  EXPECT_EQ(shifts.begun[0].zone, "us-west-2a");
  EXPECT_THAT(shifts.begun[0].resource_arns, ElementsAre(kBalancer));
  clock.advance(61s);
  EXPECT_EQ(shifts.ongoing, 0);
}

TEST_F(AutoshiftTest, IsForResourcesThatTakePartUnlessSaid) {
  const auto failed = start_shift();
  EXPECT_EQ(state(failed), "failed");
  EXPECT_EQ(reason(failed), "Target resolution returned empty set.");
  EXPECT_EQ(state_of(start_shift({}, "skip")), "skipped");
  for (const auto* status : {"DISABLED", "ANY", "ENABLED, DISABLED"}) {
    EXPECT_EQ(state(start_shift({{"zonalAutoshiftStatuses", status}})), "running") << status;
    clock.advance(61s);
  }
  shifts.taking_part = {kBalancer};
  EXPECT_EQ(state(start_shift({{"zonalAutoshiftStatuses", "DISABLED"}})), "failed");
}

TEST_F(AutoshiftTest, IsForResourcesOfItsTypes) {
  shifts.taking_part = {kBalancer};
  EXPECT_EQ(state(start_shift({{"managedResourceTypes", "NLB,ASG,EKS"}})), "failed");
  EXPECT_EQ(state(start_shift({{"managedResourceTypes", "NLB, ALB"}})), "running");
}

}  // namespace
}  // namespace aws::region::fis
