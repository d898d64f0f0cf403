// What policies would say, and the whole account at a glance.
#include <gmock/gmock.h>

#include "region/iam/iam_fixture.h"
#include "region/iam/refusal.h"

namespace aws::region::iam {
namespace {

namespace api = aws::iam;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr auto kSsmReadOnly = "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess";
constexpr auto kNoSecrets =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"arn:aws:ssm:*:*:parameter/secret*"}]})";
constexpr auto kFromHome = R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:*","Resource":"*",)"
                           R"("Condition":{"StringEquals":{"aws:RequestedRegion":"us-west-2"}}}]})";

class AccountTest : public IamFixture {
 protected:
  AccountTest() {
    iam_.CreateUser({.UserName = "ann"});
    iam_.CreateGroup({.GroupName = "readers"});
    iam_.AddUserToGroup({.GroupName = "readers", .UserName = "ann"});
    iam_.AttachGroupPolicy({.GroupName = "readers", .PolicyArn = kSsmReadOnly});
    iam_.PutUserPolicy({.UserName = "ann", .PolicyName = "no-secrets", .PolicyDocument = kNoSecrets});
  }
  std::vector<api::EvaluationResult> simulate(std::vector<std::string> actions, std::vector<std::string> resources = {},
                                              const char* source = "arn:aws:iam::123456789012:user/ann") {
    return iam_
        .SimulatePrincipalPolicy(
            {.PolicySourceArn = source, .ActionNames = std::move(actions), .ResourceArns = std::move(resources)})
        .EvaluationResults;
  }
};

TEST_F(AccountTest, APrincipalsPoliciesAreSimulated) {
  const auto secret = "arn:aws:ssm:us-west-2:123456789012:parameter/secret";
  const auto results = simulate({"ssm:GetParameter", "ssm:PutParameter"}, {"*", secret});
  std::vector<std::string> seen;
  for (const auto& result : results) {
    seen.push_back(*result.EvalActionName + " " + *result.EvalResourceName + " " + *result.EvalDecision);
  }
  EXPECT_THAT(
      seen,
      ElementsAre("ssm:GetParameter * allowed", "ssm:GetParameter " + std::string(secret) + " explicitDeny",
                  "ssm:PutParameter * implicitDeny", "ssm:PutParameter " + std::string(secret) + " explicitDeny"));
  EXPECT_EQ(
      results[0].MatchedStatements,
      (std::vector<api::Statement>{{.SourcePolicyId = "AmazonSSMReadOnlyAccess", .SourcePolicyType = "aws-managed"}}));
  EXPECT_THAT(results[1].MatchedStatements, SizeIs(2));
  EXPECT_EQ(simulate({"ssm:GetParameter"}, {}, "arn:aws:iam::123456789012:group/readers").at(0).EvalDecision,
            "allowed");
  EXPECT_EQ(refusal([&] { simulate({"ssm:GetParameter"}, {}, "arn:aws:iam::123456789012:user/none"); }),
            "404 NoSuchEntity: The user with name none cannot be found.");
  EXPECT_EQ(
      refusal([&] { simulate({"ssm:GetParameter"}, {}, "arn:aws:iam::123456789012:policy/none"); }),
      "400 InvalidInput: Invalid Entity Arn: arn:aws:iam::123456789012:policy/none does not clearly define entity "
      "type and name.");
}

TEST_F(AccountTest, DocumentsAreSimulated) {
  const auto decision = [&](const char* region) {
    const auto results = iam_.SimulateCustomPolicy({.PolicyInputList = {kFromHome},
                                                    .ActionNames = {"ec2:RunInstances"},
                                                    .ContextEntries = {{.ContextKeyName = "aws:RequestedRegion",
                                                                        .ContextKeyValues = {region},
                                                                        .ContextKeyType = "string"}}})
                             .EvaluationResults;
    return *results.at(0).EvalDecision;
  };
  EXPECT_EQ(decision("us-west-2"), "allowed");
  EXPECT_EQ(decision("eu-west-1"), "implicitDeny");
  const auto bounded = iam_.SimulateCustomPolicy({.PolicyInputList = {kFromHome},
                                                  .PermissionsBoundaryPolicyInputList = {kNoSecrets},
                                                  .ActionNames = {"ec2:RunInstances"}});
  EXPECT_EQ(bounded.EvaluationResults.at(0).PermissionsBoundaryDecisionDetail->AllowedByPermissionsBoundary, false);
  EXPECT_EQ(
      refusal([&] { iam_.SimulateCustomPolicy({.PolicyInputList = {"{"}, .ActionNames = {"ec2:Run"}}); }).substr(0, 27),
      "400 MalformedPolicyDocument");
}

constexpr auto kOfTheirOwn =
    R"({"Version":"2012-10-17","Statement":[)"
    R"({"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::homes/${aws:username}/${saml:sub, 'none'}${*}"},)"
    R"({"Effect":"Deny","Action":"ec2:*","Resource":"*","Condition":{"StringEquals":{"ec2:Owner":"${aws:userid}"},)"
    R"("Bool":{"AWS:SecureTransport":"false"}}}]})";

TEST_F(AccountTest, WhatThePoliciesLookAtAndNobodyToldIsNamed) {
  const auto simulate = [&](std::vector<std::string> resources) {
    return iam_
        .SimulateCustomPolicy({.PolicyInputList = {kOfTheirOwn},
                               .PermissionsBoundaryPolicyInputList = {kFromHome},
                               .ActionNames = {"ssm:GetParameter"},
                               .ResourceArns = std::move(resources),
                               .ContextEntries = {{.ContextKeyName = "aws:SecureTransport",
                                                   .ContextKeyValues = {"true"},
                                                   .ContextKeyType = "boolean"}}})
        .EvaluationResults.at(0);
  };
  const auto missing = ElementsAre("aws:RequestedRegion", "aws:userid", "aws:username", "ec2:Owner", "saml:sub");
  EXPECT_THAT(simulate({}).MissingContextValues, missing);
  EXPECT_THAT(simulate({}).ResourceSpecificResults, IsEmpty());
  const auto of_one = simulate({"arn:aws:s3:::homes"});
  EXPECT_THAT(of_one.MissingContextValues, IsEmpty());
  EXPECT_THAT(of_one.ResourceSpecificResults.at(0).MissingContextValues, missing);
  EXPECT_EQ(of_one.ResourceSpecificResults.at(0).EvalResourceDecision, "implicitDeny");
}

TEST_F(AccountTest, OnlyOneActionOfAServiceIsSimulatedByItsName) {
  for (const char* action :
       {"ec2:*", "ec2:Run?nstances", "RunInstances", ":RunInstances", "ec2:", "e c2:Run", "a:b:c"}) {
    EXPECT_EQ(refusal([&] {
                simulate({"ec2:RunInstances", action});
              }),
              std::string("400 InvalidInput: Invalid Action Name: ") + action +
                  " must be the name of one action, prefaced by its service.");
  }
  EXPECT_THAT(simulate({"execute-api:Invoke", "S3:getObject"}), SizeIs(2));
}

TEST_F(AccountTest, ThereIsOneBoundaryAtMost) {
  EXPECT_EQ(refusal([&] {
              iam_.SimulateCustomPolicy({.PolicyInputList = {kFromHome},
                                         .PermissionsBoundaryPolicyInputList = {kFromHome, kFromHome},
                                         .ActionNames = {"ec2:RunInstances"}});
            }),
            "400 InvalidInput: PermissionsBoundaryPolicyInputList must contain one permissions boundary policy only.");
}

TEST_F(AccountTest, ValuesAreOfTheTypeThatIsSaid) {
  const auto given = [&](const char* type, std::vector<std::string> values) {
    return refusal([&] {
      iam_.SimulateCustomPolicy(
          {.PolicyInputList = {kFromHome},
           .ActionNames = {"ec2:RunInstances"},
           .ContextEntries = {
               {.ContextKeyName = "a:key", .ContextKeyValues = std::move(values), .ContextKeyType = type}}});
    });
  };
  EXPECT_EQ(given("numeric", {"1.5"}), "");
  EXPECT_EQ(given("numericList", {"1", "-2"}), "");
  EXPECT_EQ(given("stringList", {}), "");
  EXPECT_EQ(given("boolean", {"True"}), "");
  EXPECT_EQ(given("ip", {"10.0.0.1"}), "");
  EXPECT_EQ(given("date", {"2026-11-29T12:30:00Z"}), "");
  EXPECT_EQ(given("date", {"1796000000"}), "");
  EXPECT_EQ(given("binary", {"YWJj"}), "");
  EXPECT_EQ(given("string", {"a", "b"}),
            "400 InvalidInput: Invalid Context Entry: a:key of type string must have exactly one value.");
  for (const auto& [type, value] :
       {std::pair("numeric", "one"), std::pair("numericList", "1,2"), std::pair("ip", "home"),
        std::pair("boolean", "yes"), std::pair("date", "today"), std::pair("binary", "?")}) {
    EXPECT_EQ(given(type, {value}), std::string("400 InvalidInput: Invalid Context Entry: value ") + value +
                                        " of a:key is not of type " + type + ".");
  }
}

TEST_F(AccountTest, EverythingIsSeenAtOnce) {
  const auto all = iam_.GetAccountAuthorizationDetails({});
  EXPECT_THAT(all.UserDetailList, SizeIs(2));
  EXPECT_EQ(all.UserDetailList[0].UserName, "ann");
  EXPECT_THAT(all.UserDetailList[0].GroupList, ElementsAre("readers"));
  EXPECT_EQ(all.UserDetailList[0].UserPolicyList.at(0).PolicyName, "no-secrets");
  EXPECT_EQ(all.GroupDetailList.at(0).AttachedManagedPolicies.at(0).PolicyArn, kSsmReadOnly);
  EXPECT_THAT(all.Policies, SizeIs(2));  // of AWS's own, those that are in use
  const auto groups = iam_.GetAccountAuthorizationDetails({.Filter = {"Group"}});
  EXPECT_THAT(groups.UserDetailList, IsEmpty());
  EXPECT_THAT(groups.GroupDetailList, SizeIs(1));
  const auto first = iam_.GetAccountAuthorizationDetails({.MaxItems = 1});
  EXPECT_EQ(first.IsTruncated, true);
  EXPECT_THAT(iam_.GetAccountAuthorizationDetails({.Marker = first.Marker}).UserDetailList, SizeIs(1));
}

}  // namespace
}  // namespace aws::region::iam
