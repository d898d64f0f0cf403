// Targets on ports of their own, addresses as targets, attributes and settings that change.
#include <gmock/gmock.h>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class RegistrationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    instances.run("i-1");
    instances.run("i-2");
    group = create("targets");
    balancer = *service()
                    .CreateLoadBalancer({.Name = "balancer", .Subnets = {"subnet-a", "subnet-b"}})
                    .LoadBalancers.at(0)
                    .LoadBalancerArn;
    service().CreateListener({.LoadBalancerArn = balancer,
                              .Protocol = "HTTP",
                              .Port = 80,
                              .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}});
  }
  const api::Api& service() { return room.service; }
  std::string create(const std::string& name, const std::string& type = "instance") {
    return *service()
                .CreateTargetGroup({.Name = name, .Protocol = "HTTP", .Port = 80, .VpcId = "vpc-1", .TargetType = type})
                .TargetGroups.at(0)
                .TargetGroupArn;
  }
  std::vector<std::string> listed(const std::string& arn) {
    std::vector<std::string> found;
    for (const auto& each : service().DescribeTargetHealth({.TargetGroupArn = arn}).TargetHealthDescriptions) {
      found.push_back(*each.Target->Id + ":" + std::to_string(*each.Target->Port) + " " + *each.TargetHealth->State);
    }
    return found;
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

TEST_F(RegistrationTest, AnInstanceIsATargetOnEachOfItsPorts) {
  service().RegisterTargets(
      {.TargetGroupArn = group, .Targets = {{.Id = "i-1"}, {.Id = "i-1", .Port = 8081}, {.Id = "i-2"}}});
  clock.advance(seconds(1));
  EXPECT_THAT(listed(group), ElementsAre("i-1:80 healthy", "i-1:8081 healthy", "i-2:80 healthy"));
  EXPECT_THAT(room.balancer.state.groups.at(routing_name(group)).servers, SizeIs(3));
  EXPECT_EQ(room.prober.requests.at(1).port, 8081) << "checked where it gets its traffic";

  service().DeregisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1", .Port = 8081}}});
  EXPECT_THAT(listed(group), ElementsAre("i-1:80 healthy", "i-1:8081 draining", "i-2:80 healthy"));
  service().DeregisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1"}, {.Id = "i-none"}}});
  EXPECT_THAT(listed(group), ElementsAre("i-1:80 draining", "i-1:8081 draining", "i-2:80 healthy"));
}

TEST_F(RegistrationTest, AllAreRegisteredOrNone) {
  EXPECT_EQ(refusal([&] {
              service().RegisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1"}, {.Id = "i-none"}}});
            }),
            "InvalidTarget: The following targets are not in a running state and cannot be registered: 'i-none'");
  EXPECT_THAT(listed(group), IsEmpty());
}

TEST_F(RegistrationTest, AnAddressOfTheVpcIsATarget) {
  const auto addresses = create("addresses", "ip");
  service().RegisterTargets({.TargetGroupArn = addresses, .Targets = {{.Id = "127.31.0.77", .Port = 9000}}});
  EXPECT_THAT(listed(addresses), ElementsAre("127.31.0.77:9000 unused"));
  EXPECT_EQ(refusal([&] { service().RegisterTargets({.TargetGroupArn = addresses, .Targets = {{.Id = "8.8.8.8"}}}); }),
            "ValidationError: The IP address '8.8.8.8' is not within the VPC 'vpc-1' of the target group");
}

TEST_F(RegistrationTest, TheDeregistrationDelayIsTheGroups) {
  service().ModifyTargetGroupAttributes(
      {.TargetGroupArn = group, .Attributes = {{.Key = "deregistration_delay.timeout_seconds", .Value = "5"}}});
  service().RegisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1"}}});
  clock.advance(seconds(1));
  service().DeregisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1"}}});
  clock.advance(seconds(4));
  EXPECT_THAT(listed(group), ElementsAre("i-1:80 draining"));
  clock.advance(seconds(1));
  EXPECT_THAT(listed(group), IsEmpty());
}

TEST_F(RegistrationTest, AttributesAreDescribedWithAwsDefaultsForTheRest) {
  const auto value = [&](const std::string& key) {
    for (const auto& each : service().DescribeTargetGroupAttributes({.TargetGroupArn = group}).Attributes) {
      if (each.Key == key) return *each.Value;
    }
    return std::string("missing");
  };
  EXPECT_EQ(value("deregistration_delay.timeout_seconds"), "300");
  EXPECT_EQ(value("stickiness.type"), "lb_cookie");
  service().ModifyTargetGroupAttributes(
      {.TargetGroupArn = group,
       .Attributes = {{.Key = "stickiness.enabled", .Value = "true"},
                      {.Key = "load_balancing.algorithm.type", .Value = "least_outstanding_requests"}}});
  EXPECT_EQ(value("stickiness.enabled"), "true");
  clock.advance(seconds(0));
  const auto& spreading = room.balancer.state.groups.at(routing_name(group)).spreading;
  EXPECT_TRUE(spreading.least_outstanding);
  EXPECT_EQ(spreading.lb_cookie, seconds(86400));
  EXPECT_EQ(refusal([&] {
              service().ModifyTargetGroupAttributes(
                  {.TargetGroupArn = group, .Attributes = {{.Key = "colour", .Value = "red"}}});
            }),
            "ValidationError: Target group attribute key 'colour' is not recognized");
  EXPECT_EQ(refusal([&] {
              service().ModifyTargetGroupAttributes(
                  {.TargetGroupArn = group, .Attributes = {{.Key = "slow_start.duration_seconds", .Value = "10"}}});
            }),
            "ValidationError: Target group attribute value '10' for key 'slow_start.duration_seconds' is not valid");
}

TEST_F(RegistrationTest, AModifiedHealthCheckIsUsedFromTheNextOneOn) {
  service().RegisterTargets({.TargetGroupArn = group, .Targets = {{.Id = "i-1"}}});
  clock.advance(seconds(1));
  const auto modified = service()
                            .ModifyTargetGroup({.TargetGroupArn = group,
                                                .HealthCheckPath = "/deep",
                                                .HealthCheckIntervalSeconds = 10,
                                                .Matcher = api::Matcher{.HttpCode = "204"}})
                            .TargetGroups.at(0);
  EXPECT_EQ(modified.HealthCheckPath, "/deep");
  EXPECT_EQ(modified.HealthyThresholdCount, 5) << "not given, not changed";
  clock.advance(seconds(10));
  EXPECT_EQ(room.prober.requests.back().path, "/deep");
  clock.advance(seconds(10));
  EXPECT_THAT(listed(group), ElementsAre("i-1:80 unhealthy"));
  EXPECT_EQ(refusal([&] { service().ModifyTargetGroup({.TargetGroupArn = group, .HealthCheckTimeoutSeconds = 10}); }),
            "ValidationError: Health check timeout '10' must be smaller than the interval '10'");
}

TEST_F(RegistrationTest, ALoadBalancerIsProtectedAndGivenGroupsAndSubnets) {
  service().ModifyLoadBalancerAttributes({.LoadBalancerArn = balancer,
                                          .Attributes = {{.Key = "deletion_protection.enabled", .Value = "true"},
                                                         {.Key = "idle_timeout.timeout_seconds", .Value = "7"}}});
  EXPECT_EQ(refusal([&] { service().DeleteLoadBalancer({.LoadBalancerArn = balancer}); }),
            "OperationNotPermitted: Load balancer '" + balancer +
                "' cannot be deleted because deletion protection is enabled");
  clock.advance(seconds(0));
  EXPECT_EQ(room.balancer.state.listeners.at(0).idle, seconds(7));
  EXPECT_THAT(service()
                  .SetSecurityGroups({.LoadBalancerArn = balancer, .SecurityGroups = {"sg-default-vpc-1"}})
                  .SecurityGroupIds,
              ElementsAre("sg-default-vpc-1"));
  EXPECT_EQ(refusal([&] { service().SetSecurityGroups({.LoadBalancerArn = balancer, .SecurityGroups = {"sg-0"}}); }),
            "InvalidSecurityGroup: One or more security groups are invalid");
  const auto zones = service().SetSubnets({.LoadBalancerArn = balancer, .Subnets = {"subnet-b", "subnet-a2"}});
  EXPECT_EQ(zones.AvailabilityZones.at(0).SubnetId, "subnet-a2");
}

}  // namespace
}  // namespace aws::region::elbv2
