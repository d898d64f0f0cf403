// Tags that come with what is made have to be allowed, too.
#include <gmock/gmock.h>

#include "contract/autoscaling.h"
#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "region/frontdoor/front_door_fixture.h"
#include "region/frontdoor/resources.h"

namespace aws::region::frontdoor {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::Not;

class TaggingTest : public FrontDoorTest {
 protected:
  // What the caller is asked to be allowed: "ec2:CreateTags arn:...".
  template <class Input>
  std::vector<std::string> asked(const contract::Operation& operation, const Input& input) {
    permissions_.asked.clear();
    auto request = encode(operation, input);
    sign(request, *operation.service);
    door_.handle(request);
    std::vector<std::string> asked;
    for (const auto& access : permissions_.asked) asked.push_back(access.action + ' ' + access.resource);
    return asked;
  }
};

TEST_F(TaggingTest, ATagOfARoleIsAskedForLikeTheRole) {
  iam::CreateRoleRequest role{.RoleName = "web", .AssumeRolePolicyDocument = "{}"};
  EXPECT_THAT(asked(iam::operations::CreateRole, role),
              ElementsAre("iam:CreateRole arn:aws:iam::123456789012:role/web"));
  role.Tags = {{.Key = "team", .Value = "books"}};
  EXPECT_THAT(asked(iam::operations::CreateRole, role), ElementsAre("iam:CreateRole arn:aws:iam::123456789012:role/web",
                                                                    "iam:TagRole arn:aws:iam::123456789012:role/web"));
  EXPECT_THAT(permissions_.asked.back().context->at("aws:RequestTag/team"), ElementsAre("books"));
  EXPECT_FALSE(permissions_.asked.back().context->contains("iam:CreateAction"));
}

TEST_F(TaggingTest, WhoMayNotTagMakesNothing) {
  permissions_.denied_action = "iam:TagRole";
  auto request = encode(iam::operations::CreateRole, iam::CreateRoleRequest{.RoleName = "web",
                                                                            .AssumeRolePolicyDocument = "{}",
                                                                            .Tags = {{.Key = "team", .Value = "a"}}});
  sign(request, *iam::operations::CreateRole.service);
  EXPECT_EQ(refusal(iam::operations::CreateRole, request).message(),
            "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: iam:TagRole on resource: "
            "arn:aws:iam::123456789012:role/web because no identity-based policy allows the iam:TagRole action");
  EXPECT_EQ(behaviour_.called, "");
}

TEST_F(TaggingTest, WhatEc2TagsIsAskedForByTypeAndByTheActionThatMakesIt) {
  ec2::RunInstancesRequest run{.ImageId = "ami-1", .MaxCount = 1, .MinCount = 1};
  run.TagSpecifications = {{.ResourceType = "instance", .Tags = {{.Key = "a", .Value = "1"}}},
                           {.ResourceType = "volume", .Tags = {{.Key = "a", .Value = "1"}}}};
  const auto all = asked(ec2::operations::RunInstances, run);
  EXPECT_THAT(all, Contains("ec2:CreateTags arn:aws:ec2:us-west-2:123456789012:instance/*"));
  EXPECT_THAT(all, Contains("ec2:CreateTags arn:aws:ec2:us-west-2:123456789012:volume/*"));
  EXPECT_THAT(permissions_.asked.back().context->at("ec2:CreateAction"), ElementsAre("RunInstances"));
  run.TagSpecifications = {};
  EXPECT_THAT(asked(ec2::operations::RunInstances, run),
              Not(Contains("ec2:CreateTags arn:aws:ec2:us-west-2:123456789012:instance/*")));
}

TEST_F(TaggingTest, WhatIsMadeOfSomethingElseIsTaggedByItself) {
  const std::string group = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/*";
  EXPECT_THAT(asked(elbv2::operations::CreateTargetGroup,
                    elbv2::CreateTargetGroupRequest{.Name = "web", .Tags = {{.Key = "a", .Value = "1"}}}),
              ElementsAre("elasticloadbalancing:CreateTargetGroup " + group, "elasticloadbalancing:AddTags " + group));
  EXPECT_THAT(permissions_.asked.back().context->at("elasticloadbalancing:CreateAction"),
              ElementsAre("CreateTargetGroup"));
}

// In the service authorization reference, tags of a new group of Auto Scaling need nothing besides.
TEST_F(TaggingTest, ThereIsNothingElseToAskForAGroup) {
  EXPECT_EQ(asked(autoscaling::operations::CreateAutoScalingGroup,
                  autoscaling::CreateAutoScalingGroupRequest{
                      .AutoScalingGroupName = "web", .MinSize = 1, .MaxSize = 1, .Tags = {{.Key = "a", .Value = "1"}}})
                .size(),
            1);
}

TEST(TaggingsTest, AreOfTheServicesOwnActions) {
  std::map<std::string, int> count;
  for (const auto* service : contract::services()) {
    for (const auto* operation : service->operations) {
      if (!operation->tagging.action.empty()) ++count[std::string(operation->tagging.action)];
    }
  }
  EXPECT_GT(count.at("ec2:CreateTags"), 5);
  count.erase("ec2:CreateTags");
  EXPECT_EQ(count, (std::map<std::string, int>{{"dynamodb:TagResource", 1},
                                               {"elasticloadbalancing:AddTags", 4},
                                               {"fis:TagResource", 2},
                                               {"iam:TagInstanceProfile", 1},
                                               {"iam:TagPolicy", 1},
                                               {"iam:TagRole", 1},
                                               {"iam:TagServerCertificate", 1},
                                               {"iam:TagUser", 1},
                                               {"ssm:AddTagsToResource", 1}}));
}

}  // namespace
}  // namespace aws::region::frontdoor
