// What a client sees of a region that misbehaves on purpose, on simulated time.
#include <gmock/gmock.h>

#include <algorithm>

#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "scenario/simulated_world.h"

namespace aws {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

constexpr const char* kTrust =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},)"
    R"("Action":"sts:AssumeRole"}]})";

constexpr const char* kImageParameter = "/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2";

class MisbehavingRegion : public ::testing::Test {
 protected:
  void start(const std::string& chaos) {
    world_.start_region(chaos);
    clients_ = world_.connect();
  }

  Apis apis() { return clients_->apis(); }
  void pass(Duration duration) { world_.clock().advance(duration); }

  template <class Call>
  std::string failure(Call call) {
    try {
      call();
    } catch (const Error& error) {
      message_ = error.message();
      return error.code();
    }
    return "none";
  }

  std::string create_role() {
    return failure([&] { apis().iam.CreateRole({.RoleName = "web", .AssumeRolePolicyDocument = kTrust}); });
  }

  bool role_exists() {
    return failure([&] { apis().iam.GetRole({.RoleName = "web"}); }) == "none";
  }

  // A role that Systems Manager's agents may use, in a profile, in a launch template.
  void create_template() {
    const Apis apis = this->apis();
    create_role();
    apis.iam.AttachRolePolicy({.RoleName = "web", .PolicyArn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"});
    apis.iam.CreateInstanceProfile({.InstanceProfileName = "web"});
    apis.iam.AddRoleToInstanceProfile({.InstanceProfileName = "web", .RoleName = "web"});
    const auto image = apis.ssm.GetParameter({.Name = kImageParameter}).Parameter->Value;
    apis.ec2.CreateLaunchTemplate(
        {.LaunchTemplateName = "web",
         .LaunchTemplateData = ec2::RequestLaunchTemplateData{
             .IamInstanceProfile = ec2::LaunchTemplateIamInstanceProfileSpecificationRequest{.Name = "web"},
             .ImageId = image,
             .InstanceType = "t3.micro"}});
  }
  std::string create_group(int size) {
    return failure([&] {
      apis().autoscaling.CreateAutoScalingGroup(
          {.AutoScalingGroupName = "web",
           .LaunchTemplate = autoscaling::LaunchTemplateSpecification{.LaunchTemplateName = "web"},
           .MinSize = size,
           .MaxSize = size,
           .AvailabilityZones = {"us-west-2a", "us-west-2b", "us-west-2c"}});
    });
  }
  void resize_group(int size) {
    apis().autoscaling.UpdateAutoScalingGroup(
        {.AutoScalingGroupName = "web", .MinSize = size, .MaxSize = size, .DesiredCapacity = size});
  }
  std::vector<autoscaling::Instance> members() {
    return apis().autoscaling.DescribeAutoScalingGroups({}).AutoScalingGroups.at(0).Instances;
  }
  bool await_in_service(std::size_t size) {
    return world_.clock().advance_until([&] {
      const auto all = members();
      return all.size() == size &&
             std::ranges::all_of(all, [](const auto& each) { return each.LifecycleState == "InService"; });
    });
  }
  std::vector<std::string> zones() {
    std::vector<std::string> zones;
    for (const auto& member : members()) zones.push_back(*member.AvailabilityZone);
    return zones;
  }
  std::string read_metadata(const std::string& path) {
    const auto reservations = apis().ec2.DescribeInstances({}).Reservations;
    const std::string url = "http://" + *reservations.at(0).Instances.at(0).PrivateIpAddress + ":1338";
    return world_.send(url, {.target = "/latest/meta-data/" + path}).body;
  }
  std::string default_vpc() { return *apis().ec2.DescribeVpcs({}).Vpcs.at(0).VpcId; }
  std::vector<std::string> subnets() {
    std::vector<std::string> ids;
    for (const auto& subnet : apis().ec2.DescribeSubnets({}).Subnets) ids.push_back(*subnet.SubnetId);
    return ids;
  }
  std::size_t managed_nodes() { return apis().ssm.DescribeInstanceInformation({}).InstanceInformationList.size(); }

  testing::SimulatedWorld world_;
  std::unique_ptr<client::Clients> clients_;
  std::string message_;  // of the last failure
};

TEST_F(MisbehavingRegion, RetriesGetThrough) {
  start("throttle 30% *\nfail 20% ssm.*");
  int failed = 0;
  for (int call = 0; call < 200; ++call) {
    failed += failure([&] { apis().ssm.GetParameters({.Names = {"a"}}); }) != "none";
  }
  EXPECT_GT(failed, 0);
  EXPECT_LT(failed, 40);  // 0.44 to the third of 200 are 17
}

TEST_F(MisbehavingRegion, ALostCallHasTakenEffect) {
  start("lose 100% iam.CreateRole");
  EXPECT_THAT(create_role(), ::testing::AnyOf("ConnectionLost", "ServiceFailure"));
  EXPECT_TRUE(role_exists());
}

TEST_F(MisbehavingRegion, ARefusedCallHasNot) {
  start("fail 100% iam.CreateRole");
  EXPECT_THAT(create_role(), ::testing::AnyOf("ServiceUnavailable", "ServiceFailure"));
  EXPECT_FALSE(role_exists());
}

TEST_F(MisbehavingRegion, ACallThatHangsTakesTheClientsPatience) {
  start("hang 100% iam.CreateRole");
  const auto began = world_.clock().uptime();
  EXPECT_EQ(create_role(), "RequestTimeout");
  EXPECT_GE(world_.clock().uptime() - began, testing::SimulatedWorld::kClientTimeout);
  EXPECT_FALSE(role_exists());
}

TEST_F(MisbehavingRegion, ASlowCallIsAnsweredLate) {
  start("slow 100% 2s iam.CreateRole");
  const auto began = world_.clock().uptime();
  EXPECT_EQ(create_role(), "none");
  EXPECT_EQ(world_.clock().uptime() - began, 2s);
}

TEST_F(MisbehavingRegion, AutoScalingHearsOfANewProfileLate) {
  start("delay instance-profile 10s");
  create_template();
  EXPECT_EQ(create_group(1), "ValidationError");
  EXPECT_THAT(message_, HasSubstr("Value (web) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance "
                                  "Profile name"));
  pass(10s);
  EXPECT_EQ(create_group(1), "none");
}

TEST_F(MisbehavingRegion, ANewRoleCannotBeAssumedAtOnce) {
  start("delay role 5m");
  create_template();
  create_group(1);
  ASSERT_TRUE(await_in_service(1));
  EXPECT_THAT(read_metadata("iam/security-credentials/web"), HasSubstr(R"("Code":"AssumeRoleUnauthorizedAccess")"));
  pass(5min);
  EXPECT_THAT(read_metadata("iam/security-credentials/web"), HasSubstr(R"("Code":"Success")"));
}

TEST_F(MisbehavingRegion, IamDoesNotFindWhatIsNewAtOnce) {
  start("delay iam-read 5s");
  EXPECT_EQ(create_role(), "none");
  EXPECT_FALSE(role_exists());
  EXPECT_EQ(message_, "The role with name web cannot be found.");
  EXPECT_EQ(create_role(), "EntityAlreadyExists");
  pass(5s);
  EXPECT_TRUE(role_exists());
}

TEST_F(MisbehavingRegion, AnAgentIsHeardLate) {
  start("delay agent 2m");
  create_template();
  create_group(1);
  ASSERT_TRUE(await_in_service(1));
  pass(1min);
  EXPECT_EQ(managed_nodes(), 0U);
  pass(2min);
  EXPECT_EQ(managed_nodes(), 1U);
}

TEST_F(MisbehavingRegion, ATableTakesItsTimeToComeAndToGo) {
  start("delay table 20s");
  const auto status = [&] {
    std::string seen;
    const std::string code =
        failure([&] { seen = *apis().dynamodb.DescribeTable({.TableName = "books"}).Table->TableStatus; });
    return code == "none" ? seen : code;
  };
  const auto remove = [&] { return failure([&] { apis().dynamodb.DeleteTable({.TableName = "books"}); }); };
  const auto put = [&] {
    return failure([&] { apis().dynamodb.PutItem({.TableName = "books", .Item = {{"Id", {.S = "1"}}}}); });
  };
  const auto create = [&] {
    return failure([&] {
      apis().dynamodb.CreateTable({.AttributeDefinitions = {{.AttributeName = "Id", .AttributeType = "S"}},
                                   .TableName = "books",
                                   .KeySchema = {{.AttributeName = "Id", .KeyType = "HASH"}},
                                   .BillingMode = "PAY_PER_REQUEST"});
    });
  };
  EXPECT_EQ(create(), "none");
  EXPECT_EQ(status(), "ResourceNotFoundException");
  EXPECT_EQ(remove(), "ResourceInUseException");
  pass(2s);
  EXPECT_EQ(status(), "CREATING");
  EXPECT_EQ(put(), "ResourceNotFoundException");
  pass(18s);
  EXPECT_EQ(status(), "ACTIVE");
  EXPECT_EQ(put(), "none");
  EXPECT_EQ(remove(), "none");
  EXPECT_EQ(status(), "DELETING");
  EXPECT_EQ(remove(), "none");
  EXPECT_EQ(create(), "ResourceInUseException");
  EXPECT_THAT(apis().dynamodb.ListTables({}).TableNames, ::testing::ElementsAre("books"));
  pass(20s);
  EXPECT_EQ(status(), "ResourceNotFoundException");
  EXPECT_THAT(apis().dynamodb.ListTables({}).TableNames, ::testing::IsEmpty());
  EXPECT_EQ(create(), "none");
}

TEST_F(MisbehavingRegion, ALoadBalancerIsProvisionedAndReleasesItsTargetGroupLate) {
  start("delay load-balancer 30s\ndelay target-group-release 20s");
  elbv2::Api& balancing = apis().elbv2;
  const auto group =
      balancing.CreateTargetGroup({.Name = "web", .Protocol = "HTTP", .Port = 80, .VpcId = default_vpc()})
          .TargetGroups.at(0)
          .TargetGroupArn;
  const auto balancer =
      balancing.CreateLoadBalancer({.Name = "web", .Subnets = subnets()}).LoadBalancers.at(0).LoadBalancerArn;
  balancing.CreateListener({.LoadBalancerArn = balancer,
                            .Protocol = "HTTP",
                            .Port = 80,
                            .DefaultActions = {{.Type = "forward", .TargetGroupArn = group}}});
  const auto state = [&] { return balancing.DescribeLoadBalancers({}).LoadBalancers.at(0).State->Code; };
  EXPECT_EQ(state(), "provisioning");
  pass(30s);
  EXPECT_EQ(state(), "active");
  const auto remove_group = [&] { return failure([&] { balancing.DeleteTargetGroup({.TargetGroupArn = group}); }); };
  balancing.DeleteLoadBalancer({.LoadBalancerArn = balancer});
  EXPECT_EQ(remove_group(), "ResourceInUse");
  EXPECT_THAT(message_, ::testing::EndsWith("' is currently in use by a listener or a rule"));
  pass(20s);
  EXPECT_EQ(remove_group(), "none");
}

TEST_F(MisbehavingRegion, AnEmptyGroupCannotBeDeletedAtOnce) {
  start("delay scaling-activity 20s");
  create_template();
  create_group(1);
  ASSERT_TRUE(await_in_service(1));
  resize_group(0);
  ASSERT_TRUE(await_in_service(0));
  const auto remove = [&] {
    return failure([&] { apis().autoscaling.DeleteAutoScalingGroup({.AutoScalingGroupName = "web"}); });
  };
  EXPECT_EQ(remove(), "ScalingActivityInProgress");
  pass(20s);
  EXPECT_EQ(remove(), "none");
}

TEST_F(MisbehavingRegion, MetadataCanBeAway) {
  start("metadata 100%");
  create_template();
  create_group(1);
  ASSERT_TRUE(await_in_service(1));
  EXPECT_EQ(failure([&] { read_metadata("instance-id"); }), "ConnectionLost");
}

TEST_F(MisbehavingRegion, AGroupLaunchesWhereThereIsCapacity) {
  start("capacity 100% us-west-2a");
  create_template();
  create_group(3);
  ASSERT_TRUE(await_in_service(3));
  EXPECT_THAT(zones(), ::testing::UnorderedElementsAre("us-west-2b", "us-west-2b", "us-west-2c"));
  const auto activities = apis().autoscaling.DescribeScalingActivities({}).Activities;
  const auto failed = std::ranges::find(activities, "Failed", &autoscaling::Activity::StatusCode);
  ASSERT_NE(failed, activities.end());
  EXPECT_EQ(failed->StatusMessage,
            "We currently do not have sufficient t3.micro capacity in the Availability Zone you requested "
            "(us-west-2a). Our system will be working on provisioning additional capacity. You can currently get "
            "t3.micro capacity by not specifying an Availability Zone in your request or choosing us-west-2b, "
            "us-west-2c, us-west-2d. Launching EC2 instance failed.");
}

TEST_F(MisbehavingRegion, AGroupGetsItsSizeInTheEnd) {
  start("capacity 80% *");
  create_template();
  create_group(3);
  EXPECT_TRUE(await_in_service(3));
}

}  // namespace
}  // namespace aws
