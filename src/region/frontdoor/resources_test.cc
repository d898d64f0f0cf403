// Which ARNs a call is authorised for.
#include "region/frontdoor/resources.h"

#include <gmock/gmock.h>

#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "region/frontdoor/fake_neighbours.h"

namespace aws::region::frontdoor {
namespace {

using ::testing::ElementsAre;

template <class Input>
std::vector<std::string> resources(const contract::Operation& operation, const Input& input) {
  return resources_of(operation, &input, Place{}, KnownNames());
}

TEST(ResourcesTest, AnActionWithoutResourcesActsOnAnything) {
  EXPECT_THAT(resources(ec2::operations::DescribeInstances, ec2::DescribeInstancesRequest{}), ElementsAre("*"));
}

TEST(ResourcesTest, AStringIsPartOfTheArn) {
  EXPECT_THAT(resources(dynamodb::operations::GetItem, dynamodb::GetItemRequest{.TableName = "x"}),
              ElementsAre("arn:aws:dynamodb:us-west-2:123456789012:table/x"));
  EXPECT_THAT(resources(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "web"}),
              ElementsAre("arn:aws:iam::123456789012:role/web"));
}

TEST(ResourcesTest, EachElementOfAListIsOne) {
  EXPECT_THAT(resources(ec2::operations::RebootInstances, ec2::RebootInstancesRequest{.InstanceIds = {"i-1", "i-2"}}),
              ElementsAre("arn:aws:ec2:us-west-2:123456789012:instance/i-1",
                          "arn:aws:ec2:us-west-2:123456789012:instance/i-2"));
}

TEST(ResourcesTest, EachKeyOfAMapIsOne) {
  dynamodb::BatchWriteItemRequest request;
  request.RequestItems = {{"a", {}}, {"b", {}}};
  EXPECT_THAT(resources(dynamodb::operations::BatchWriteItem, request),
              ElementsAre("arn:aws:dynamodb:us-west-2:123456789012:table/a",
                          "arn:aws:dynamodb:us-west-2:123456789012:table/b"));
}

TEST(ResourcesTest, AnArnStandsForItself) {
  const std::string arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012:loadbalancer/app/lb/1";
  EXPECT_THAT(
      resources(elbv2::operations::DeleteLoadBalancer, elbv2::DeleteLoadBalancerRequest{.LoadBalancerArn = arn}),
      ElementsAre(arn));
  const std::string table = "arn:aws:dynamodb:us-west-2:123456789012:table/x";
  EXPECT_THAT(resources(dynamodb::operations::GetItem, dynamodb::GetItemRequest{.TableName = table}),
              ElementsAre(table));
}

TEST(ResourcesTest, AParametersLeadingSlashIsNotDoubled) {
  EXPECT_THAT(resources(ssm::operations::GetParameters, ssm::GetParametersRequest{.Names = {"/a/b", "c"}}),
              ElementsAre("arn:aws:ssm:us-west-2:123456789012:parameter/a/b",
                          "arn:aws:ssm:us-west-2:123456789012:parameter/c"));
}

TEST(ResourcesTest, AMissingMemberIsAnything) {
  EXPECT_THAT(resources(ec2::operations::DeleteLaunchTemplate, ec2::DeleteLaunchTemplateRequest{}),
              ElementsAre("arn:aws:ec2:us-west-2:123456789012:launch-template/*"));
}

TEST(ResourcesTest, OneOfTwoMembersNamesIt) {
  EXPECT_THAT(
      resources(ec2::operations::DeleteLaunchTemplate, ec2::DeleteLaunchTemplateRequest{.LaunchTemplateId = "lt-2"}),
      ElementsAre("arn:aws:ec2:us-west-2:123456789012:launch-template/lt-2"));
}

TEST(ResourcesTest, AnotherNameThanThatInItsArnIsLookedUp) {
  const auto named = [](const std::string& name) {
    return resources(ec2::operations::DeleteLaunchTemplate,
                     ec2::DeleteLaunchTemplateRequest{.LaunchTemplateName = name});
  };
  EXPECT_THAT(named("web"), ElementsAre("arn:aws:ec2:us-west-2:123456789012:launch-template/lt-1"));
  EXPECT_THAT(named("none"), ElementsAre("arn:aws:ec2:us-west-2:123456789012:launch-template/none"));
}

TEST(ResourcesTest, NothingThatChangesSomethingIsAuthorisedForEverything) {
  for (const auto* service : contract::services()) {
    for (const auto* operation : service->operations) {
      const bool reads = operation->name.starts_with("Describe") || operation->name.starts_with("Get") ||
                         operation->name.starts_with("List");
      // There is no kind of resource for a message or for documents that come along, so that AWS authorises for
      // everything, too.
      const bool of_nothing =
          operation->name == "SimulateCustomPolicy" || operation->name == "DecodeAuthorizationMessage";
      if (reads || operation->iam_action.empty() || of_nothing) continue;
      EXPECT_THAT(operation->resources, ::testing::Not(::testing::Contains("*"))) << operation->name;
    }
  }
}

TEST(Resources, AreFoundInTheElementsOfLists) {
  EXPECT_THAT(resources(elbv2::operations::SetRulePriorities,
                        elbv2::SetRulePrioritiesRequest{
                            .RulePriorities = {{.RuleArn = "arn:aws:a"}, {.RuleArn = "arn:aws:b"}}}),
              ElementsAre("arn:aws:a", "arn:aws:b"));
}

}  // namespace
}  // namespace aws::region::frontdoor
