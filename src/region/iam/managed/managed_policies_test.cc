#include "region/iam/managed/managed_policies.h"

#include <gmock/gmock.h>

#include "region/iam/policy/policy.h"
#include "region/iam/policy/policy_document.h"

namespace aws::region::iam {
namespace {

TEST(ManagedPolicies, AreAllReadable) {
  EXPECT_GE(aws_managed_policies().size(), 17U);
  for (const auto& policy : aws_managed_policies()) {
    EXPECT_EQ(find_aws_managed_policy(policy.arn), &policy);
    EXPECT_THAT(policy.id, ::testing::MatchesRegex("ANPA[A-Z0-9]{17}")) << policy.name;
    EXPECT_LE(policy.created, policy.updated) << policy.name;
    EXPECT_NO_THROW(parse_identity_policy(policy.document)) << policy.name;
  }
}

Verdict says(const std::string& policy, const char* action, const char* resource = "*") {
  const auto* found = find_aws_managed_policy("arn:aws:iam::aws:policy/" + policy);
  const Context anybody;
  return Policy::of_identity(found->document).evaluate({action, resource, anybody});
}

TEST(ManagedPolicies, SayWhatTheirNamesSay) {
  EXPECT_EQ(says("AdministratorAccess", "iam:CreateRole"), Verdict::kAllow);
  EXPECT_EQ(says("PowerUserAccess", "ec2:RunInstances"), Verdict::kAllow);
  EXPECT_EQ(says("PowerUserAccess", "iam:CreateRole"), Verdict::kSilent);
  EXPECT_EQ(says("PowerUserAccess", "iam:ListRoles"), Verdict::kAllow);
  EXPECT_EQ(says("AmazonEC2ReadOnlyAccess", "ec2:DescribeInstances"), Verdict::kAllow);
  EXPECT_EQ(says("AmazonEC2ReadOnlyAccess", "ec2:RunInstances"), Verdict::kSilent);
  EXPECT_EQ(says("AmazonDynamoDBReadOnlyAccess", "dynamodb:Scan"), Verdict::kAllow);
  EXPECT_EQ(says("AmazonDynamoDBReadOnlyAccess", "dynamodb:PutItem"), Verdict::kSilent);
  EXPECT_EQ(says("service-role/AmazonEC2RoleforSSM", "ssm:UpdateInstanceInformation"), Verdict::kAllow);
  EXPECT_EQ(says("AmazonDynamoDBFullAccess", "iam:PassRole"), Verdict::kSilent);  // but to the services it names
}

}  // namespace
}  // namespace aws::region::iam
