// The wrappers one by one, where their behaviour is more than a run of the workflow shows.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "scenario/fakes/fake_cloud.h"
#include "scenario/names.h"

namespace aws::scenario {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class WrapperTest : public ::testing::Test {
 protected:
  std::string failure_of(const std::function<void()>& action) {
    try {
      action();
      return "none";
    } catch (const Error& error) {
      return error.what();
    }
  }
  void refuse(const contract::Operation& operation, const char* code) {
    cloud_.handlers.on(operation, [code](const contract::Call&, const void*, void*) { throw Error(code, "refused"); });
  }
  auto calls(const char* operation) { return std::count(world_.calls.begin(), world_.calls.end(), operation); }

  FakeCloud cloud_;
  World& world_ = cloud_.world;
  ScriptedConsole& console_ = cloud_.console;
  Names names_;
  Account account_{cloud_.sts};
  Parameters parameters_{cloud_.ssm, cloud_.waiting, names_.parameters, names_.tag};
  RecommendationTable table_{cloud_.dynamodb, cloud_.waiting, names_.table, names_.tag};
  InstanceProfile profile_{cloud_.iam, account_, cloud_.waiting, names_.profile, names_.tag};
  LaunchTemplate template_{cloud_.ec2, cloud_.ssm, cloud_.waiting, names_.launch_template, names_.tag};
  AutoScaler scaler_{cloud_.autoscaling, cloud_.ec2, cloud_.waiting, names_.group, names_.tag};
  Instances instances_{cloud_.ec2, cloud_.ssm, cloud_.waiting};
  DefaultVpc vpc_{cloud_.ec2};
  SecurityGroup security_group_{cloud_.ec2, cloud_.waiting, vpc_};
  LoadBalancer balancer_{cloud_.elbv2, cloud_.waiting, names_.load_balancer, names_.target_group, names_.tag};
};

TEST_F(WrapperTest, TableWritesInBatchesAndRepeatsWhatWasNotProcessed) {
  std::vector<Item> items;
  for (int i = 0; i < 30; ++i) {
    items.push_back({{"MediaType", {.S = "Book"}}, {"ItemId", {.N = std::to_string(i)}}});
  }
  table_.create();
  world_.unprocessed = 3;
  table_.populate(items, "a file");
  EXPECT_EQ(world_.tables[names_.table], 30u);
  EXPECT_EQ(calls("BatchWriteItem"), 3);
  EXPECT_TRUE(console_.shows("INFO: Populated table doc-example-recommendation-service with items from a file.\n"));
}

TEST_F(WrapperTest, TableThatIsNotThereIsDestroyedInSilence) {
  table_.destroy();
  EXPECT_EQ(console_.screen, "");
}

TEST_F(WrapperTest, ProfileIsDestroyedFromEveryHalfMadeState) {
  const auto tag = names_.tag.as<iam::Tag>();
  const std::vector<std::function<void()>> states = {
      [] {},
      [&] { cloud_.iam.CreatePolicy({.PolicyName = names_.profile.policy, .Tags = {tag}}); },
      [&] { cloud_.iam.CreateRole({.RoleName = names_.profile.role, .Tags = {tag}}); },
      [&] { cloud_.iam.CreateInstanceProfile({.InstanceProfileName = names_.profile.profile, .Tags = {tag}}); },
      [&] { profile_.create("{}", {"AmazonSSMManagedInstanceCore"}); },
  };
  for (const auto& make : states) {
    make();
    profile_.destroy();
    EXPECT_THAT(profile_.existing(), IsEmpty());
    EXPECT_TRUE(cloud_.is_empty());
  }
}

TEST_F(WrapperTest, ProfilesOfAnEarlierRunAreUsedAgain) {
  profile_.create("{}");
  profile_.create("{}");
  EXPECT_TRUE(console_.shows(
      "INFO: Using the existing policy with ARN arn:aws:iam::123456789012:policy/doc-example-resilience-pol.\n"));
}

TEST_F(WrapperTest, TemplateEncodesItsUserData) {
  template_.create({.instance_type = "t3.micro", .ami_parameter = "/aws/service/x", .profile = "p", .user_data = "ab"});
  EXPECT_EQ(world_.templates[names_.launch_template], "YWI=");
  EXPECT_THAT(failure_of([&] { template_.create({.ami_parameter = "mine"}); }), HasSubstr("ParameterNotFound"));
}

TEST_F(WrapperTest, GroupWaitsUntilEc2KnowsTheProfile) {
  world_.profile_unknown = 2;
  scaler_.create("template", {"us-west-2a"}, 3);
  EXPECT_EQ(scaler_.instances().size(), 3u);
  EXPECT_EQ(cloud_.clock.uptime(), 10s);
  EXPECT_THAT(console_.waits, Contains("EC2 to know the instance profile"));
}

TEST_F(WrapperTest, GroupGivesUpOnAProfileThatNeverComesWithAwssReason) {
  world_.profile_unknown = 1000;
  EXPECT_THAT(failure_of([&] { scaler_.create("template", {"us-west-2a"}, 3); }),
              HasSubstr("Invalid IAM Instance Profile name (waited in vain for EC2 to know the instance profile)"));
}

TEST_F(WrapperTest, GroupIsDestroyedInTheMiddleOfAReplacement) {
  scaler_.create("template", {"us-west-2a"}, 3);
  scaler_.replace_instance("i-2");
  world_.scaling_activities = 2;
  scaler_.destroy();
  EXPECT_THAT(scaler_.existing(), IsEmpty());
  EXPECT_EQ(console_.times("INFO: Stopping i-"), 3);
  EXPECT_TRUE(console_.shows("INFO: Some instances are still running. Waiting for them to stop...\n"));
  EXPECT_EQ(calls("DeleteAutoScalingGroup"), 3);
}

// As another emulator does, once a target group of the group has gone.
TEST_F(WrapperTest, GroupThatRefusesToLetItsInstancesGoTakesThemAlong) {
  scaler_.create("template", {"us-west-2a"}, 3);
  world_.terminations_refused = true;
  scaler_.destroy();
  EXPECT_THAT(scaler_.existing(), IsEmpty());
  EXPECT_TRUE(
      console_.shows("INFO: The group refuses to stop i-1 (TargetGroupNotFound: One or more target groups not "
                     "found). It is deleted with its instances.\n"));
  EXPECT_EQ(calls("TerminateInstanceInAutoScalingGroup"), 1);
}

TEST_F(WrapperTest, GroupWhoseRefusalsDoNotPassTakesItsInstancesAlong) {
  scaler_.create("template", {"us-west-2a"}, 3);
  refuse(autoscaling::operations::TerminateInstanceInAutoScalingGroup, "ValidationError");
  scaler_.destroy();
  EXPECT_THAT(scaler_.existing(), IsEmpty());
  EXPECT_EQ(calls("DeleteAutoScalingGroup"), 1);
  EXPECT_LT(cloud_.clock.uptime(), 2min) << "it is not waited for to the end";
}

TEST_F(WrapperTest, GroupThatRefusesToShrinkIsDeletedAllTheSame) {
  scaler_.create("template", {"us-west-2a"}, 3);
  refuse(autoscaling::operations::UpdateAutoScalingGroup, "AccessDenied");
  scaler_.destroy();
  EXPECT_THAT(scaler_.existing(), IsEmpty());
  EXPECT_TRUE(console_.shows("INFO: The group cannot be emptied (AccessDenied: refused). It is deleted with its"));
}

TEST_F(WrapperTest, GroupThatRefusesEvenThatLosesItsInstancesFirst) {
  scaler_.create("template", {"us-west-2a"}, 3);
  world_.terminations_refused = true;
  cloud_.handlers.on(autoscaling::operations::DeleteAutoScalingGroup,
                     [&](const contract::Call&, const void* input, void*) {
                       const auto& request = *static_cast<const autoscaling::DeleteAutoScalingGroupRequest*>(input);
                       if (request.ForceDelete) throw Error("NotImplemented", "ForceDelete is not supported");
                       cloud_.groups.DeleteAutoScalingGroup(request);
                     });
  scaler_.destroy();
  EXPECT_THAT(scaler_.existing(), IsEmpty());
  EXPECT_EQ(calls("TerminateInstances"), 1);
  EXPECT_TRUE(console_.shows("INFO: The group refuses to be deleted (NotImplemented: ForceDelete is not supported)."));
}

TEST_F(WrapperTest, InstanceThatTakesNoCommandsIsGivenUpInTheEnd) {
  world_.launch();  // its profile has nothing for Systems Manager
  EXPECT_THAT(failure_of([&] { instances_.reboot("i-1"); }),
              HasSubstr("TimedOut: waited 1800 s in vain for Systems Manager to reach the instance"));
}

TEST_F(WrapperTest, ServerIsRestartedByRunCommandInTheRootFolder) {
  world_.launch();
  world_.instances[0].managed = true;
  instances_.restart_server("i-1");
  EXPECT_EQ(cloud_.systems_manager.sent.DocumentName, "AWS-RunShellScript");
  EXPECT_THAT(cloud_.systems_manager.sent.Parameters.at("commands"),
              ElementsAre("bash start_recommendation_server.sh"));
  EXPECT_THAT(cloud_.systems_manager.sent.Parameters.at("workingDirectory"), ElementsAre("/"));
}

TEST_F(WrapperTest, TargetGroupIsDeletedWhenTheLoadBalancerHasReleasedIt) {
  balancer_.create_target_group("vpc-0", 80);
  balancer_.create({"subnet-a"});
  balancer_.create_listener();
  world_.target_group_in_use = 2;
  balancer_.destroy();
  balancer_.destroy_target_group();
  EXPECT_FALSE(balancer_.target_group_exists());
  EXPECT_EQ(console_.times("INFO: Target group not yet released from load balancer, waiting...\n"), 2);
}

TEST_F(WrapperTest, EndpointNamesThePortUnlessItIsTheUsualOne) {
  EXPECT_EQ(balancer_.endpoint(), std::nullopt);
  balancer_.create({"subnet-a"});
  balancer_.create_target_group("vpc-0", 80);
  EXPECT_EQ(balancer_.endpoint(), "http://lb.test");
  balancer_.destroy_target_group();
  balancer_.create_target_group("vpc-0", 8080);
  EXPECT_EQ(balancer_.endpoint(), "http://lb.test:8080");
}

TEST_F(WrapperTest, LoadBalancerOfAnEarlierRunIsUsedAgainAndSaidToBe) {
  balancer_.create_target_group("vpc-0", 80);
  balancer_.create({"subnet-a"});
  balancer_.create_listener();
  EXPECT_TRUE(console_.shows("INFO: Created listener to forward traffic from"));
  console_.screen.clear();
  world_.listener = false;  // AWS creates the same listener again without a word
  LoadBalancer later{cloud_.elbv2, cloud_.waiting, names_.load_balancer, names_.target_group, names_.tag};
  later.create_target_group("vpc-0", 80);
  later.create({"subnet-a"});
  later.create_listener();
  EXPECT_TRUE(console_.shows("INFO: A listener forwards traffic from"));
  EXPECT_THAT(console_.screen, Not(HasSubstr("Created")));
  EXPECT_THAT(failure_of([&] { balancer_.create_target_group("vpc-0", 8080); }),
              HasSubstr("target group doc-example-resilience-tg exists already, for port 80: use --port 80"));
}

TEST_F(WrapperTest, LoadBalancerOfSomebodyElseIsNeitherUsedNorAsked) {
  balancer_.create_target_group("vpc-0", 80);
  balancer_.create({"subnet-a"});
  world_.tagged.clear();
  LoadBalancer mine{cloud_.elbv2, cloud_.waiting, names_.load_balancer, names_.target_group, names_.tag};
  EXPECT_EQ(mine.endpoint(), std::nullopt);
  EXPECT_THAT(failure_of([&] { mine.create({"subnet-a"}); }), HasSubstr("NotOurs: load balancer"));
  EXPECT_THAT(failure_of([&] { mine.create_target_group("vpc-0", 80); }), HasSubstr("NotOurs: target group"));
}

TEST_F(WrapperTest, SecurityGroupIsExaminedRuleByRule) {
  const auto admits = [&](ec2::IpPermission rule) {
    world_.rules = {std::move(rule)};
    return security_group_.admits("10.1.2.3", 80);
  };
  EXPECT_FALSE(admits({.IpProtocol = "-1", .UserIdGroupPairs = {{.GroupId = "sg-0"}}}));
  EXPECT_TRUE(admits({.IpProtocol = "-1", .IpRanges = {{.CidrIp = "0.0.0.0/0"}}}));
  EXPECT_TRUE(admits({.FromPort = 80, .IpProtocol = "tcp", .IpRanges = {{.CidrIp = "10.1.2.3/32"}}, .ToPort = 80}));
  EXPECT_TRUE(admits({.FromPort = 0, .IpProtocol = "tcp", .IpRanges = {{.CidrIp = "10.0.0.0/8"}}, .ToPort = 1024}));
  EXPECT_FALSE(admits({.FromPort = 80, .IpProtocol = "tcp", .IpRanges = {{.CidrIp = "10.1.2.30/32"}}, .ToPort = 80}));
  EXPECT_FALSE(admits({.FromPort = 22, .IpProtocol = "tcp", .IpRanges = {{.CidrIp = "0.0.0.0/0"}}, .ToPort = 22}));
  EXPECT_FALSE(admits({.FromPort = 80, .IpProtocol = "udp", .IpRanges = {{.CidrIp = "0.0.0.0/0"}}, .ToPort = 80}));
  EXPECT_TRUE(admits({.FromPort = 80, .IpProtocol = "tcp", .PrefixListIds = {{.PrefixListId = "pl-1"}}, .ToPort = 80}));
  EXPECT_TRUE(console_.shows(
      "INFO: Found inbound rule: {'FromPort': 80, 'IpProtocol': 'tcp', 'IpRanges': [], 'Ipv6Ranges': [], "
      "'PrefixListIds': [{'PrefixListId': 'pl-1'}], 'ToPort': 80, 'UserIdGroupPairs': []}\n"));
}

TEST_F(WrapperTest, OnlyTheRuleThatWasAddedIsRevoked) {
  world_.rules.push_back(
      {.FromPort = 80, .IpProtocol = "tcp", .IpRanges = {{.CidrIp = "192.0.2.1/32", .Description = "office"}}});
  security_group_.open("127.0.0.1", 80);
  EXPECT_THAT(security_group_.existing_rules(), ElementsAre("security group rule for 127.0.0.1/32 on port 80"));
  security_group_.destroy_rules();
  EXPECT_EQ(world_.rules.size(), 2u);
  EXPECT_THAT(security_group_.existing_rules(), IsEmpty());
}

TEST_F(WrapperTest, RulesAreRevokedThoughOneOfThemHasGone) {
  for (const char* address : {"203.0.113.1", "203.0.113.2"}) security_group_.open(address, 80);
  bool gone = false;
  cloud_.handlers.on(ec2::operations::RevokeSecurityGroupIngress, [&](const contract::Call&, const void* input, void*) {
    const auto& request = *static_cast<const ec2::RevokeSecurityGroupIngressRequest*>(input);
    EXPECT_EQ(request.IpPermissions.size(), 1u);
    cloud_.machines.RevokeSecurityGroupIngress(request);
    if (!std::exchange(gone, true)) throw Error("InvalidPermission.NotFound", "has gone");
  });
  security_group_.destroy_rules();
  EXPECT_THAT(security_group_.existing_rules(), IsEmpty());
}

TEST(Covers, ComparesNetworks) {
  EXPECT_TRUE(covers("0.0.0.0/0", "8.8.8.8"));
  EXPECT_TRUE(covers("10.0.0.0/8", "10.255.0.1"));
  EXPECT_FALSE(covers("10.0.0.0/8", "11.0.0.1"));
  EXPECT_FALSE(covers("10.0.0.0", "10.0.0.0"));
  EXPECT_FALSE(covers("10.0.0.0/33", "10.0.0.0"));
  EXPECT_FALSE(covers("", "10.0.0.0"));
}

TEST(OwnAddress, OfAComputerOnTheInternetIsAskedFor) {
  struct CheckIp final : HttpClient {
    HttpResult get(const std::string&) override { return {.status = 200, .body = body}; }
    std::string body = "203.0.113.7\n";
  } http;
  EXPECT_EQ(public_address(http)(), "203.0.113.7");
  http.body = "<html>log in first</html>";
  EXPECT_THROW(public_address(http)(), Error);
  EXPECT_EQ(fixed_address("127.0.0.1")(), "127.0.0.1");
}

TEST_F(WrapperTest, WhatBearsOurNameButNotOurTagIsNeitherUsedNorDeleted) {
  cloud_.dynamodb.CreateTable({.TableName = names_.table, .ProvisionedThroughput = {{}}});
  cloud_.iam.CreateRole({.RoleName = names_.profile.role});
  cloud_.ssm.PutParameter({.Name = names_.parameters.table, .Value = "theirs", .Type = "String"});
  cloud_.elbv2.CreateLoadBalancer({});

  EXPECT_THAT(failure_of([&] { table_.create(); }),
              HasSubstr("NotOurs: table doc-example-recommendation-service exists but was not created by this program: "
                        "it lacks the tag resilient-service=doc-example"));
  EXPECT_THAT(failure_of([&] { profile_.create("{}"); }), HasSubstr("NotOurs: role doc-example-resilience-role"));
  EXPECT_THAT(failure_of([&] { parameters_.reset("mine"); }), HasSubstr("NotOurs: parameter doc-example-"));

  table_.destroy();
  profile_.destroy();
  parameters_.destroy();
  balancer_.destroy();
  EXPECT_TRUE(world_.tables.contains(names_.table));
  EXPECT_TRUE(world_.roles.contains(names_.profile.role));
  EXPECT_EQ(world_.parameters[names_.parameters.table], "theirs");
  EXPECT_TRUE(world_.balancer);
  EXPECT_THAT(profile_.existing(), IsEmpty());
}

TEST_F(WrapperTest, ParametersAreSetOnlyWhereTheyDiffer) {
  parameters_.reset("mine");
  EXPECT_EQ(calls("PutParameter"), 3);
  parameters_.put(names_.parameters.health_check, "deep");
  parameters_.reset("mine");
  EXPECT_EQ(calls("PutParameter"), 5);
  EXPECT_EQ(calls("ListTagsForResource"), 0) << "it made them itself";
}

TEST_F(WrapperTest, InstancesThatAGroupHasLostAreEndedAllTheSame) {
  world_.launch();
  scaler_.destroy();
  EXPECT_EQ(calls("TerminateInstances"), 1);
  EXPECT_TRUE(cloud_.is_empty());
}

TEST_F(WrapperTest, InstancesAreEndedOneByOneWhenOneIsRefused) {
  for (int i = 0; i < 3; ++i) world_.launch();
  cloud_.handlers.on(ec2::operations::TerminateInstances, [&](const contract::Call&, const void* input, void*) {
    const auto& request = *static_cast<const ec2::TerminateInstancesRequest*>(input);
    if (request.InstanceIds.front() == "i-1") throw Error("OperationNotPermitted", "is protected");
    cloud_.machines.TerminateInstances(request);
  });
  EXPECT_EQ(failure_of([&] { scaler_.destroy(); }), "OperationNotPermitted: is protected");
  EXPECT_THAT(scaler_.existing(), ElementsAre("instance i-1"));
}

TEST_F(WrapperTest, WhatCannotBeDeletedDoesNotKeepTheRest) {
  parameters_.reset("mine");
  cloud_.handlers.on(ssm::operations::DeleteParameter, [&](const contract::Call&, const void* input, void*) {
    const auto& request = *static_cast<const ssm::DeleteParameterRequest*>(input);
    if (request.Name == names_.parameters.failure_response) throw Error("AccessDenied", "refused");
    cloud_.systems_manager.DeleteParameter(request);
  });
  EXPECT_EQ(failure_of([&] { parameters_.destroy(); }), "AccessDenied: refused");
  EXPECT_THAT(parameters_.existing(), ElementsAre(names_.parameters.failure_response));

  profile_.create("{}", {});
  refuse(iam::operations::RemoveRoleFromInstanceProfile, "AccessDenied");
  EXPECT_EQ(failure_of([&] { profile_.destroy(); }), "AccessDenied: refused");
  EXPECT_TRUE(world_.policies.empty());
}

Error lost() { return {"ConnectionLost", "broke", 0, Fault::kReceiver}; }

TEST_F(WrapperTest, ACallWhoseReplyWasLostIsMadeUntilItsOutcomeIsCertain) {
  int calls = 0;
  const auto first_reply_is_lost = [&] {
    if (++calls == 1) throw lost();
    throw Error("AlreadyExists", "");
  };
  EXPECT_TRUE(cloud_.waiting.once("it exists", "AlreadyExists", first_reply_is_lost))
      << "it was the first call's doing";
  EXPECT_EQ(calls, 2);
  EXPECT_THAT(console_.waits, Contains("certainty that it exists"));
  EXPECT_FALSE(cloud_.waiting.once("it exists", "AlreadyExists", [] { throw Error("AlreadyExists", ""); }));
  EXPECT_TRUE(cloud_.waiting.once("it exists", "AlreadyExists", [] {}));
  EXPECT_THAT(failure_of([&] { cloud_.waiting.once("it exists", "AlreadyExists", [] { throw lost(); }); }),
              HasSubstr("ConnectionLost: broke (waited in vain for certainty that it exists)"));
}

TEST_F(WrapperTest, WaitingRunsAtTheRegionsPaceButStaysPatient) {
  Waiting fast(cloud_.clock, console_, 10);
  EXPECT_EQ(fast.here(10s), 1s);
  EXPECT_EQ(fast.patience(5min), 1min) << "work takes its real time";
  EXPECT_EQ(fast.patience(20min), 2min);
  EXPECT_EQ(fast.patience(30s), 30s);
  int looks = 0;
  EXPECT_FALSE(fast.becomes_so("nothing", {.every = 10s, .at_most = 1min}, [&] { return ++looks > 1000; }));
  EXPECT_EQ(looks, 61);
}

}  // namespace
}  // namespace aws::scenario
