// A table's own policy. What it does is IAM's to test.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::HasSubstr;

class ResourcePolicies : public ::testing::Test {
 protected:
  ResourcePolicies() {
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                           .TableName = "shared",
                           .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                           .BillingMode = "PAY_PER_REQUEST"});
  }
  std::string put(const std::string& policy, std::optional<std::string> expected = {}) {
    return dynamodb_
        .PutResourcePolicy({.ResourceArn = arn_, .Policy = policy, .ExpectedRevisionId = std::move(expected)})
        .RevisionId.value();
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
  std::string arn_ = Place{}.arn("dynamodb", "table/shared");
};

TEST_F(ResourcePolicies, AreReadAsTheyWereWritten) {
  EXPECT_THAT(refusal([&] { dynamodb_.GetResourcePolicy({.ResourceArn = arn_}); }, "PolicyNotFoundException"),
              HasSubstr(arn_));
  const auto first = put("{}");
  EXPECT_EQ(put("{}"), first) << "the same is no other revision";
  const auto second = put("{ }");
  EXPECT_NE(second, first);
  RunningDynamoDb again(store_);
  const auto read = again.called.GetResourcePolicy({.ResourceArn = arn_});
  EXPECT_EQ(read.Policy, "{ }");
  EXPECT_EQ(read.RevisionId, second);
}

TEST_F(ResourcePolicies, AreReplacedInTheRevisionThatWasSeen) {
  const auto is_other = [&](auto change) { return refusal(change, "PolicyNotFoundException"); };
  EXPECT_THAT(is_other([&] { put("{}", "1"); }), HasSubstr("revision 1"));
  const auto revision = put("{}", "NO_POLICY");
  EXPECT_THAT(is_other([&] { put("{ }", "NO_POLICY"); }), HasSubstr("NO_POLICY"));
  put("{ }", revision);
  is_other([&] { dynamodb_.DeleteResourcePolicy({.ResourceArn = arn_, .ExpectedRevisionId = revision}); });
  EXPECT_TRUE(dynamodb_.DeleteResourcePolicy({.ResourceArn = arn_}).RevisionId);
  EXPECT_FALSE(dynamodb_.DeleteResourcePolicy({.ResourceArn = arn_}).RevisionId);
}

TEST_F(ResourcePolicies, ArePoliciesOfTables) {
  EXPECT_EQ(refusal([&] { put("x"); }),
            "One or more parameter values were invalid: Invalid policy document: This policy contains invalid Json");
  EXPECT_EQ(refusal([&] { put('{' + std::string(20'480, ' ') + '}'); }),
            "One or more parameter values were invalid: Maximum policy size of 20480 bytes exceeded");
  arn_ += "/index/by-name";
  refusal([&] { put("{}"); }, "ResourceNotFoundException");
}

TEST_F(ResourcePolicies, LockNobodyOutWhoHasNotConfirmedIt) {
  put("{}");
  const std::string denial = "{dynamodb:PutResourcePolicy " + arn_ + "}";
  EXPECT_EQ(refusal([&] { put(denial); }, "AccessDeniedException"),
            "The new resource policy will not allow you to update the resource policy in the future.");
  EXPECT_EQ(dynamodb_.GetResourcePolicy({.ResourceArn = arn_}).Policy, "{}");
  put("{dynamodb:DeleteResourcePolicy " + arn_ + "}");
  dynamodb_.PutResourcePolicy({.ResourceArn = arn_, .Policy = denial, .ConfirmRemoveSelfResourceAccess = true});
  EXPECT_EQ(dynamodb_.GetResourcePolicy({.ResourceArn = arn_}).Policy, denial);
}

TEST_F(ResourcePolicies, ComeWithANewTable) {
  dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                         .TableName = "new",
                         .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                         .BillingMode = "PAY_PER_REQUEST",
                         .ResourcePolicy = "{}"});
  EXPECT_EQ(dynamodb_.GetResourcePolicy({.ResourceArn = Place{}.arn("dynamodb", "table/new")}).Policy, "{}");
}

}  // namespace
}  // namespace aws::region::dynamodb
