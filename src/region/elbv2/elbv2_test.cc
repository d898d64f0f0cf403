#include "region/elbv2/elbv2.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "region/elbv2/fake_neighbours.h"

namespace aws::region::elbv2 {
namespace {

namespace api = aws::elbv2;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

template <class Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return {"", "no error"};
}

#define EXPECT_ERROR(call, code_, message_)     \
  {                                             \
    const auto error = error_of([&] { call; }); \
    EXPECT_EQ(error.code(), code_);             \
    EXPECT_EQ(error.message(), message_);       \
    EXPECT_EQ(error.http_status(), 400);        \
  }

class Elbv2Test : public ::testing::Test {
 protected:
  api::CreateTargetGroupRequest group_request(const std::string& name = "targets") {
    return {.Name = name, .Protocol = "HTTP", .Port = 80, .VpcId = "vpc-1"};
  }
  api::CreateLoadBalancerRequest balancer_request(const std::string& name = "balancer") {
    return {.Name = name, .Subnets = {"subnet-b", "subnet-a"}};
  }
  api::CreateListenerRequest listener_request(const std::string& balancer, const std::string& group, int port = 80) {
    return {.LoadBalancerArn = balancer,
            .Protocol = "HTTP",
            .Port = port,
            .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}};
  }
  std::string group(const std::string& name = "targets") {
    return *service().CreateTargetGroup(group_request(name)).TargetGroups.at(0).TargetGroupArn;
  }
  std::string balancer(const std::string& name = "balancer") {
    return *service().CreateLoadBalancer(balancer_request(name)).LoadBalancers.at(0).LoadBalancerArn;
  }
  void restart() {
    room.reset();
    room.emplace(store, random, clock, instances, network);
  }
  const aws::elbv2::Api& service() { return room->service; }

  Store store;
  SeededRandom random{7};
  testing::SimulatedClock clock;
  FakeInstances instances;
  FakeNetwork network;
  std::optional<Room> room{std::in_place, store, random, clock, instances, network};
};

TEST_F(Elbv2Test, CreatesATargetGroupWithAwsDefaults) {
  const auto created = service().CreateTargetGroup(group_request()).TargetGroups.at(0);
  EXPECT_THAT(*created.TargetGroupArn,
              MatchesRegex("arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/targets/[0-9a-f]{16}"));
  EXPECT_EQ(created.TargetType, "instance");
  EXPECT_EQ(created.ProtocolVersion, "HTTP1");
  EXPECT_EQ(created.IpAddressType, "ipv4");
  EXPECT_EQ(created.HealthCheckProtocol, "HTTP");
  EXPECT_EQ(created.HealthCheckPort, "traffic-port");
  EXPECT_EQ(created.HealthCheckPath, "/");
  EXPECT_EQ(created.HealthCheckEnabled, true);
  EXPECT_EQ(created.HealthCheckIntervalSeconds, 30);
  EXPECT_EQ(created.HealthCheckTimeoutSeconds, 5);
  EXPECT_EQ(created.HealthyThresholdCount, 5);
  EXPECT_EQ(created.UnhealthyThresholdCount, 2);
  EXPECT_EQ(created.Matcher->HttpCode, "200");
  EXPECT_THAT(created.LoadBalancerArns, IsEmpty());
}

TEST_F(Elbv2Test, CreatesTheSameOnceOnly) {
  EXPECT_EQ(group(), group());
  auto other = group_request();
  other.Port = 81;
  EXPECT_ERROR(service().CreateTargetGroup(other), "DuplicateTargetGroupName",
               "A target group with the same name 'targets' exists, but with different settings");

  EXPECT_EQ(balancer(), balancer());
  auto internal = balancer_request();
  internal.Scheme = "internal";
  EXPECT_ERROR(service().CreateLoadBalancer(internal), "DuplicateLoadBalancerName",
               "A load balancer with the same name 'balancer' exists, but with different settings");

  const auto listener = [&](int port, const std::string& name) {
    return *service().CreateListener(listener_request(balancer(), group(name), port)).Listeners.at(0).ListenerArn;
  };
  EXPECT_EQ(listener(80, "targets"), listener(80, "targets"));
  EXPECT_ERROR(listener(80, "others"), "DuplicateListener",
               "A listener already exists on this port for this load balancer '" + balancer() + "'");
}

TEST_F(Elbv2Test, RefusesTargetGroupsThatAwsRefuses) {
  const auto refused = [&](auto change) {
    auto request = group_request();
    change(request);
    return error_of([&] { service().CreateTargetGroup(request); }).what() + std::string();
  };
  EXPECT_EQ(
      refused([](auto& r) { r.Name = std::string(33, 'x'); }),
      "ValidationError: Target group name 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' cannot be longer than '32' characters");
  EXPECT_EQ(refused([](auto& r) { r.Name = "a_b"; }),
            "ValidationError: Target group name 'a_b' can only contain characters that are alphanumeric characters and "
            "hyphens(-)");
  EXPECT_EQ(refused([](auto& r) { r.Name = "-a"; }),
            "ValidationError: Target group name '-a' cannot begin or end with '-'");
  EXPECT_EQ(refused([](auto& r) { r.Name.reset(); }), "ValidationError: Target group name must be specified");
  EXPECT_EQ(refused([](auto& r) { r.Protocol.reset(); }), "ValidationError: A protocol must be specified");
  EXPECT_EQ(refused([](auto& r) { r.Port.reset(); }), "ValidationError: A port must be specified");
  EXPECT_EQ(refused([](auto& r) { r.VpcId.reset(); }), "ValidationError: A VPC ID must be specified");
  EXPECT_EQ(refused([](auto& r) { r.VpcId = "vpc-9"; }), "ValidationError: The VPC ID 'vpc-9' is not found");
  EXPECT_EQ(refused([](auto& r) { r.HealthCheckTimeoutSeconds = 30; }),
            "ValidationError: Health check timeout '30' must be smaller than the interval '30'");
  EXPECT_EQ(refused([](auto& r) { r.HealthCheckPath = "healthcheck"; }),
            "ValidationError: Health check path 'healthcheck' must begin with '/'");
  EXPECT_EQ(refused([](auto& r) { r.HealthCheckPath = "/a b"; }),
            "ValidationError: Health check path '/a b' is not a valid path");
  EXPECT_EQ(refused([](auto& r) { r.HealthCheckPort = "http"; }),
            "ValidationError: Health check port 'http' must be 'traffic-port' or a number from 1 to 65535");
  EXPECT_EQ(refused([](auto& r) { r.Matcher = api::Matcher{.HttpCode = "503"}; }),
            "ValidationError: Health check matcher HTTP code '503' must be within '200-499' inclusive");
  EXPECT_EQ(refused([](auto& r) { r.HealthCheckEnabled = false; }),
            "ValidationError: Health check enabled must be true for target groups with target type 'instance'");
  EXPECT_EQ(refused([](auto& r) { r.Protocol = "TCP"; }),
            "UnsupportedProtocol: Protocol 'TCP' is not supported by this region: its load balancers speak HTTP and "
            "HTTPS, and HTTP to their targets");
  EXPECT_EQ(refused([](auto& r) { r.TargetType = "lambda"; }),
            "ValidationError: Target type 'lambda' is not supported by this region: its targets are instances and "
            "addresses");
  EXPECT_EQ(refused([](auto& r) {
              r.Tags = {{.Key = "k", .Value = "1"}, {.Key = "k", .Value = "2"}};
            }),
            "DuplicateTagKeys: Tag key was specified more than once: k");
  EXPECT_EQ(refused([](auto& r) { r.Tags = {{.Key = "aws:app", .Value = "x"}}; }),
            "ValidationError: Tag key 'aws:app' cannot start with 'aws:'");
  EXPECT_EQ(refused([](auto& r) {
              for (int i = 0; i < 51; ++i) r.Tags.push_back({.Key = "k" + std::to_string(i)});
            }),
            "TooManyTags: You've reached the limit on the number of tags for this resource.");
}

TEST_F(Elbv2Test, TagsAreGivenBack) {
  const std::vector<api::Tag> tags = {{.Key = "app", .Value = "library"}, {.Key = "team", .Value = "books"}};
  auto a_group = group_request();
  a_group.Tags = tags;
  const auto group_arn = *service().CreateTargetGroup(a_group).TargetGroups.at(0).TargetGroupArn;
  auto a_balancer = balancer_request();
  a_balancer.Tags = {tags[0]};
  const auto balancer_arn = *service().CreateLoadBalancer(a_balancer).LoadBalancers.at(0).LoadBalancerArn;
  auto a_listener = listener_request(balancer_arn, group_arn);
  a_listener.Tags = {tags[1]};
  const auto listener_arn = *service().CreateListener(a_listener).Listeners.at(0).ListenerArn;

  restart();
  EXPECT_THAT(service().DescribeTags({.ResourceArns = {listener_arn, group_arn, balancer_arn}}).TagDescriptions,
              ElementsAre(api::TagDescription{listener_arn, {tags[1]}}, api::TagDescription{group_arn, tags},
                          api::TagDescription{balancer_arn, {tags[0]}}));
  EXPECT_ERROR(service().DescribeTags({.ResourceArns = {balancer_arn + "0"}}), "LoadBalancerNotFound",
               "One or more load balancers not found");
  EXPECT_ERROR(service().DescribeTags({.ResourceArns = {group_arn + "0"}}), "TargetGroupNotFound",
               "One or more target groups not found");
  EXPECT_ERROR(service().DescribeTags({.ResourceArns = {listener_arn + "0"}}), "ListenerNotFound",
               "One or more listeners not found");
  EXPECT_ERROR(service().DescribeTags({.ResourceArns = {"targets"}}), "ValidationError",
               "'targets' is not a valid resource ARN");
  EXPECT_ERROR(service().DescribeTags({.ResourceArns = std::vector<std::string>(21, group_arn)}), "ValidationError",
               "At most 20 resources can be described at a time");
}

TEST_F(Elbv2Test, ALoadBalancerIsProvisionedAndActiveFromTheNextLookOn) {
  const auto created = service().CreateLoadBalancer(balancer_request()).LoadBalancers.at(0);
  EXPECT_THAT(
      *created.LoadBalancerArn,
      MatchesRegex("arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/balancer/[0-9a-f]{16}"));
  EXPECT_EQ(created.State->Code, "provisioning");
  EXPECT_EQ(created.DNSName, "127.31.0.4");
  EXPECT_EQ(created.Scheme, "internet-facing");
  EXPECT_EQ(created.Type, "application");
  EXPECT_EQ(created.VpcId, "vpc-1");
  EXPECT_EQ(created.IpAddressType, "ipv4");
  EXPECT_EQ(created.CanonicalHostedZoneId, "Z1H1FL5HABSF5");
  EXPECT_EQ(created.CreatedTime, clock.now());
  EXPECT_THAT(created.SecurityGroups, ElementsAre("sg-default-vpc-1"));
  ASSERT_EQ(created.AvailabilityZones.size(), 2U);
  EXPECT_EQ(created.AvailabilityZones[0].ZoneName, "us-west-2a");
  EXPECT_EQ(created.AvailabilityZones[0].SubnetId, "subnet-a");

  auto described = service().DescribeLoadBalancers({.Names = {"balancer"}}).LoadBalancers.at(0);
  EXPECT_EQ(described.State->Code, "active");
  described.State = created.State;
  EXPECT_EQ(described, created);
}

TEST_F(Elbv2Test, RefusesLoadBalancersThatAwsRefuses) {
  const auto refused = [&](auto change) {
    auto request = balancer_request();
    change(request);
    return error_of([&] { service().CreateLoadBalancer(request); }).what() + std::string();
  };
  EXPECT_EQ(refused([](auto& r) { r.Subnets = {"subnet-a"}; }),
            "ValidationError: At least two subnets in two different Availability Zones must be specified");
  EXPECT_EQ(refused([](auto& r) {
              r.Subnets = {"subnet-a", "subnet-a2"};
            }),
            "InvalidConfigurationRequest: A load balancer cannot be attached to multiple subnets in the same "
            "Availability Zone");
  EXPECT_EQ(refused([](auto& r) {
              r.Subnets = {"subnet-a", "subnet-9"};
            }),
            "SubnetNotFound: The subnet ID 'subnet-9' does not exist");
  EXPECT_EQ(refused([](auto& r) {
              r.Subnets = {"subnet-a", "subnet-x"};
            }),
            "InvalidConfigurationRequest: All subnets must belong to the same VPC");
  EXPECT_EQ(refused([](auto& r) { r.SecurityGroups = {"sg-9"}; }),
            "InvalidSecurityGroup: One or more security groups are invalid");
  EXPECT_EQ(refused([](auto& r) { r.Name = "internal-x"; }),
            "ValidationError: Load balancer name 'internal-x' cannot begin with 'internal-'");
  EXPECT_EQ(refused([](auto& r) { r.Type = "network"; }),
            "ValidationError: Load balancer type 'network' is not supported by this region: its load balancers are of "
            "type application");
  EXPECT_THAT(network.held, IsEmpty());
}

TEST_F(Elbv2Test, AListenerForwardsToItsGroup) {
  const auto balancer_arn = balancer();
  const auto group_arn = group();
  network.allowed = {"203.0.113.7/32"};
  const auto listener = service().CreateListener(listener_request(balancer_arn, group_arn, 8080)).Listeners.at(0);
  EXPECT_TRUE(std::regex_match(*listener.ListenerArn,
                               std::regex("arn:aws:elasticloadbalancing:us-west-2:123456789012:listener/app/balancer/"
                                          "[0-9a-f]{16}/[0-9a-f]{16}")));
  const auto& action = listener.DefaultActions.at(0);
  EXPECT_EQ(action.Type, "forward");
  EXPECT_EQ(action.TargetGroupArn, group_arn);
  EXPECT_EQ(action.ForwardConfig->TargetGroups.at(0).TargetGroupArn, group_arn);
  EXPECT_EQ(action.ForwardConfig->TargetGroups.at(0).Weight, 1);
  EXPECT_EQ(action.ForwardConfig->TargetGroupStickinessConfig->Enabled, false);
  EXPECT_EQ(service().DescribeListeners({.LoadBalancerArn = balancer_arn}).Listeners, std::vector{listener});
  EXPECT_THAT(service().DescribeTargetGroups({.Names = {"targets"}}).TargetGroups.at(0).LoadBalancerArns,
              ElementsAre(balancer_arn));
  EXPECT_EQ(service().DescribeTargetGroups({.LoadBalancerArn = balancer_arn}).TargetGroups.size(), 1U);

  clock.advance(std::chrono::seconds(0));
  ASSERT_EQ(room->balancer.state.listeners.size(), 1U);
  const auto& applied = room->balancer.state.listeners[0];
  EXPECT_EQ(applied.address, "127.31.0.4");
  EXPECT_EQ(applied.port, 8080);
  EXPECT_THAT(applied.allowed_sources, ElementsAre("203.0.113.7/32"));

  network.allowed = {"0.0.0.0/0"};
  room->listeners.changed();
  clock.advance(std::chrono::seconds(0));
  EXPECT_THAT(room->balancer.state.listeners.at(0).allowed_sources, ElementsAre("0.0.0.0/0"));
}

TEST_F(Elbv2Test, RefusesListenersThatCannotWork) {
  const auto balancer_arn = balancer();
  const auto group_arn = group();
  EXPECT_ERROR(service().CreateListener(listener_request("arn:aws:x:loadbalancer/app/none/1", group_arn)),
               "LoadBalancerNotFound", "One or more load balancers not found");
  EXPECT_ERROR(service().CreateListener(listener_request(balancer_arn, "arn:aws:x:targetgroup/none/1")),
               "TargetGroupNotFound", "Target group 'arn:aws:x:targetgroup/none/1' not found");
  auto tcp = listener_request(balancer_arn, group_arn);
  tcp.Protocol = "TCP";
  EXPECT_ERROR(service().CreateListener(tcp), "UnsupportedProtocol",
               "Protocol 'TCP' is not supported by this region: its load balancers speak HTTP and HTTPS, and HTTP to "
               "their targets");
  auto redirect = listener_request(balancer_arn, group_arn);
  redirect.DefaultActions[0].Type = "redirect";
  EXPECT_ERROR(service().CreateListener(redirect), "InvalidLoadBalancerAction",
               "A redirect configuration must be specified");
  auto no_action = listener_request(balancer_arn, group_arn);
  no_action.DefaultActions.clear();
  EXPECT_ERROR(service().CreateListener(no_action), "ValidationError", "A listener must have a default action");
  service().CreateListener(listener_request(balancer_arn, group_arn));
  EXPECT_ERROR(service().CreateListener(listener_request(balancer("second"), group_arn)), "TargetGroupAssociationLimit",
               "The following target groups cannot be associated with more than one load balancer: " + group_arn);
}

TEST_F(Elbv2Test, SaysSoWhenAPortCannotBeOpened) {
  room->balancer.bind_error = "Permission denied";
  EXPECT_ERROR(service().CreateListener(listener_request(balancer(), group())), "InvalidConfigurationRequest",
               "Port 80 of 127.31.0.4 cannot be opened on this machine: Permission denied. Use another port, 8080 for "
               "example");
  EXPECT_THAT(room->balancer.state.listeners, IsEmpty());
  EXPECT_THAT(service().DescribeListeners({.LoadBalancerArn = balancer()}).Listeners, IsEmpty());
}

TEST_F(Elbv2Test, DeletingALoadBalancerTakesItsListenersAndFreesItsGroup) {
  instances.run("i-1");
  const auto balancer_arn = balancer();
  const auto group_arn = group();
  service().CreateListener(listener_request(balancer_arn, group_arn));
  room->monitor.register_target(group_arn, {"i-1", 80});
  EXPECT_ERROR(service().DeleteTargetGroup({.TargetGroupArn = group_arn}), "ResourceInUse",
               "Target group '" + group_arn + "' is currently in use by a listener or a rule");

  service().DeleteLoadBalancer({.LoadBalancerArn = balancer_arn});
  service().DeleteLoadBalancer({.LoadBalancerArn = balancer_arn});  // gone is as good
  clock.advance(std::chrono::seconds(0));
  EXPECT_THAT(room->balancer.state.listeners, IsEmpty());
  EXPECT_THAT(network.held, IsEmpty());
  EXPECT_THAT(room->monitor.targets(group_arn), ElementsAre(Target{"i-1", 80}));
  EXPECT_ERROR(service().DescribeLoadBalancers({.Names = {"balancer"}}), "LoadBalancerNotFound",
               "Load balancers '[balancer]' not found");
  EXPECT_ERROR(service().DescribeLoadBalancers({.LoadBalancerArns = {balancer_arn}}), "LoadBalancerNotFound",
               "One or more load balancers not found");

  service().DeleteTargetGroup({.TargetGroupArn = group_arn});
  service().DeleteTargetGroup({.TargetGroupArn = group_arn});
  EXPECT_ERROR(service().DescribeTargetGroups({.Names = {"targets"}}), "TargetGroupNotFound",
               "One or more target groups not found");
  EXPECT_ERROR(service().DescribeTargetGroups({.TargetGroupArns = {group_arn}}), "TargetGroupNotFound",
               "One or more target groups not found");
  EXPECT_ERROR(service().DescribeTargetHealth({.TargetGroupArn = group_arn}), "TargetGroupNotFound",
               "One or more target groups not found");
  EXPECT_THAT(room->monitor.targets(group_arn), IsEmpty());
}

TEST_F(Elbv2Test, DescribesInPages) {
  for (const auto* name : {"a", "b", "c"}) group(name);
  const auto first = service().DescribeTargetGroups({.PageSize = 2});
  ASSERT_EQ(first.TargetGroups.size(), 2U);
  ASSERT_TRUE(first.NextMarker);
  const auto second = service().DescribeTargetGroups({.Marker = first.NextMarker, .PageSize = 2});
  ASSERT_EQ(second.TargetGroups.size(), 1U);
  EXPECT_EQ(second.TargetGroups[0].TargetGroupName, "c");
  EXPECT_FALSE(second.NextMarker);
  EXPECT_ERROR(service().DescribeTargetGroups({.Marker = "%"}), "ValidationError", "The specified marker is not valid");
}

TEST_F(Elbv2Test, RefusesUnclearQuestions) {
  EXPECT_ERROR(service().DescribeTargetGroups({.LoadBalancerArn = balancer(), .Names = {"targets"}}), "ValidationError",
               "You can specify only one of: a load balancer ARN, target group names, target group ARNs");
  EXPECT_ERROR(service().DescribeListeners({}), "ValidationError",
               "You must specify either listener ARNs or a load balancer ARN");
  EXPECT_ERROR(service().DescribeListeners({.ListenerArns = {"arn:aws:x:listener/app/none/1/1"}}), "ListenerNotFound",
               "One or more listeners not found");
}

TEST_F(Elbv2Test, RefusesWhatIsNoArn) {
  const auto not_a = [](const std::string& thing) { return "'nothing' is not a valid " + thing + " ARN"; };
  EXPECT_ERROR(service().DescribeLoadBalancers({.LoadBalancerArns = {"nothing"}}), "ValidationError",
               not_a("load balancer"));
  EXPECT_ERROR(service().DeleteLoadBalancer({.LoadBalancerArn = "nothing"}), "ValidationError", not_a("load balancer"));
  EXPECT_ERROR(service().DescribeTargetGroups({.TargetGroupArns = {"nothing"}}), "ValidationError",
               not_a("target group"));
  EXPECT_ERROR(service().DeleteTargetGroup({.TargetGroupArn = "nothing"}), "ValidationError", not_a("target group"));
  EXPECT_ERROR(service().DescribeTargetHealth({.TargetGroupArn = "nothing"}), "ValidationError", not_a("target group"));
  EXPECT_ERROR(service().CreateListener(listener_request(balancer(), "nothing")), "ValidationError",
               not_a("target group"));
  EXPECT_ERROR(service().DescribeListeners({.ListenerArns = {"nothing"}}), "ValidationError", not_a("listener"));
}

TEST_F(Elbv2Test, ARestartKeepsEverything) {
  instances.run("i-1");
  const auto balancer_arn = balancer();
  const auto group_arn = group();
  service().CreateListener(listener_request(balancer_arn, group_arn));
  room->monitor.register_target(group_arn, {"i-1", 80});
  const auto load_balancers = service().DescribeLoadBalancers({}).LoadBalancers;
  const auto groups = service().DescribeTargetGroups({}).TargetGroups;
  clock.advance(std::chrono::seconds(0));
  const auto state = room->balancer.state;

  restart();

  EXPECT_EQ(service().DescribeLoadBalancers({}).LoadBalancers, load_balancers);
  EXPECT_EQ(service().DescribeTargetGroups({}).TargetGroups, groups);
  EXPECT_THAT(network.held, ElementsAre("127.31.0.4"));
  const auto health = service().DescribeTargetHealth({.TargetGroupArn = group_arn}).TargetHealthDescriptions;
  ASSERT_EQ(health.size(), 1U);
  EXPECT_EQ(health[0].TargetHealth->State, "initial");
  clock.advance(std::chrono::seconds(0));
  EXPECT_EQ(room->balancer.state, state);
}

}  // namespace
}  // namespace aws::region::elbv2
