// Policies, case by case: what a document says to a request.
#include "region/iam/policy/policy.h"

#include <gmock/gmock.h>

#include "base/error.h"

namespace aws::region::iam {
namespace {

using ::testing::HasSubstr;

constexpr auto kOneTable = "arn:aws:dynamodb:us-west-2:123456789012:table/doc-example-recommendation-service";
constexpr auto kOtherTable = "arn:aws:dynamodb:us-west-2:123456789012:table/this-is-not-a-table";
constexpr auto kParameter = "arn:aws:ssm:us-west-2:123456789012:parameter/doc-example-resilient-architecture-table";

// What the scenario gives its instances, and what it gives the one that it poisons.
constexpr auto kInstancePolicy = R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["dynamodb:BatchGetItem", "dynamodb:Describe*", "dynamodb:List*", "dynamodb:GetItem",
                                 "dynamodb:Query", "dynamodb:Scan"],
   "Resource": "arn:aws:dynamodb:*:*:table/doc-example-recommendation-service"},
  {"Effect": "Allow", "Action": ["ssm:GetParameters"], "Resource": "*"}]})";
constexpr auto kSsmOnlyPolicy = R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}]})";

std::string statement(const std::string& members) {
  return R"({"Version": "2012-10-17", "Statement": {)" + members + "}}";
}
std::string condition(const std::string& members) {
  return statement(R"("Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {)" + members + "}");
}

struct Case {
  const char* name;
  std::string policy;
  std::string action;
  std::string resource;
  Verdict expected;
};
void PrintTo(const Case& tested, std::ostream* out) { *out << tested.name; }

const Context kContext = {{"aws:username", {"ann"}},
                          {"aws:SourceIp", {"127.31.4.5"}},
                          {"aws:CurrentTime", {"2026-01-02T03:04:05Z"}},
                          {"aws:EpochTime", {"1767323045"}},
                          {"aws:PrincipalArn", {"arn:aws:iam::123456789012:role/web"}},
                          {"aws:SecureTransport", {"false"}},
                          {"s3:max-keys", {"10"}},
                          {"aws:TagKeys", {"Name", "Stage"}},
                          {"odd", {"a*b"}}};

class Evaluation : public ::testing::TestWithParam<Case> {};

TEST_P(Evaluation, SaysWhatAwsSays) {
  const auto& tested = GetParam();
  EXPECT_EQ(Policy::of_identity(tested.policy).evaluate({tested.action, tested.resource, kContext}), tested.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Scenario, Evaluation,
    ::testing::Values(
        Case{"reads its table", kInstancePolicy, "dynamodb:GetItem", kOneTable, Verdict::kAllow},
        Case{"describes its table", kInstancePolicy, "dynamodb:DescribeTable", kOneTable, Verdict::kAllow},
        Case{"reads parameters", kInstancePolicy, "ssm:GetParameters", kParameter, Verdict::kAllow},
        Case{"no other table", kInstancePolicy, "dynamodb:GetItem", kOtherTable, Verdict::kSilent},
        Case{"does not write", kInstancePolicy, "dynamodb:PutItem", kOneTable, Verdict::kSilent},
        Case{"no single parameter", kInstancePolicy, "ssm:GetParameter", kParameter, Verdict::kSilent},
        Case{"is not managed", kInstancePolicy, "ssm:UpdateInstanceInformation", "*", Verdict::kSilent},
        Case{"poisoned reads parameters", kSsmOnlyPolicy, "ssm:GetParameters", kParameter, Verdict::kAllow},
        Case{"poisoned has no table", kSsmOnlyPolicy, "dynamodb:GetItem", kOneTable, Verdict::kSilent}));

INSTANTIATE_TEST_SUITE_P(
    Elements, Evaluation,
    ::testing::Values(
        Case{"everything", statement(R"("Effect":"Allow","Action":"*","Resource":"*")"), "ec2:RunInstances", "*",
             Verdict::kAllow},
        Case{"action without case", statement(R"("Effect":"Allow","Action":"DynamoDB:getitem","Resource":"*")"),
             "dynamodb:GetItem", kOneTable, Verdict::kAllow},
        Case{"resource with case", statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::Bucket")"),
             "s3:ListBucket", "arn:aws:s3:::bucket", Verdict::kSilent},
        Case{"question mark", statement(R"("Effect":"Allow","Action":"ec2:Run?nstances","Resource":"*")"),
             "ec2:RunInstances", "*", Verdict::kAllow},
        Case{"a segment's last star goes on",
             statement(R"("Effect":"Deny","Action":"*","Resource":"arn:aws:*:table/x")"), "dynamodb:GetItem",
             "arn:aws:dynamodb:us-west-2:123456789012:table/x", Verdict::kDeny},
        Case{"another star stays in its segment",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:dyn*o:table/x")"), "dynamodb:GetItem",
             "arn:aws:dynamodb:us-west-2:echo:table/x", Verdict::kSilent},
        Case{"though one before it goes on",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:*:us-*2:*:table/x")"), "dynamodb:GetItem",
             "arn:aws:dynamodb:us-west-2:123456789012:table/x", Verdict::kAllow},
        Case{"last star takes the rest", statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*")"),
             "dynamodb:GetItem", kOneTable, Verdict::kAllow},
        Case{"star within a name",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*:*:table/doc-*-service")"),
             "dynamodb:GetItem", kOneTable, Verdict::kAllow},
        Case{"an arn does not match any resource",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:ec2:us-west-2:123456789012:instance/*")"),
             "ec2:DescribeInstances", "*", Verdict::kSilent},
        Case{"not action", statement(R"("Effect":"Allow","NotAction":"iam:*","Resource":"*")"), "ec2:RunInstances", "*",
             Verdict::kAllow},
        Case{"not action, that action", statement(R"("Effect":"Allow","NotAction":["iam:*"],"Resource":"*")"),
             "iam:CreateRole", "*", Verdict::kSilent},
        Case{"not resource", statement(R"("Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::mine/*")"),
             "s3:GetObject", "arn:aws:s3:::yours/a", Verdict::kDeny},
        Case{"not resource, that resource",
             statement(R"("Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::mine/*")"), "s3:GetObject",
             "arn:aws:s3:::mine/a", Verdict::kSilent},
        Case{"deny wins, though it comes first",
             R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:Get*","Resource":"*"},
                {"Effect":"Allow","Action":"*","Resource":"*"}]})",
             "s3:GetObject", "arn:aws:s3:::a", Verdict::kDeny},
        Case{"deny of another action",
             R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:Get*","Resource":"*"},
                {"Effect":"Allow","Action":"*","Resource":"*"}]})",
             "s3:PutObject", "arn:aws:s3:::a", Verdict::kAllow},
        Case{"variable", statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*")"),
             "s3:GetObject", "arn:aws:s3:::b/ann/x", Verdict::kAllow},
        Case{"variable of another",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b/${aws:username}/*")"),
             "s3:GetObject", "arn:aws:s3:::b/bob/x", Verdict::kSilent},
        Case{"variable without a value",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:x}*")"), "s3:GetObject",
             "arn:aws:s3:::b", Verdict::kSilent},
        Case{"variable with a default",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:x, 'b'}")"), "s3:GetObject",
             "arn:aws:s3:::b", Verdict::kAllow},
        Case{"a variable's star is no wildcard",
             statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${odd}")"), "s3:GetObject",
             "arn:aws:s3:::axb", Verdict::kSilent},
        Case{"a star of its own", statement(R"("Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::a${*}b")"),
             "s3:GetObject", "arn:aws:s3:::a*b", Verdict::kAllow}));

Case holds(const char* name, const std::string& members) {
  return {name, condition(members), "s3:GetObject", "arn:aws:s3:::b", Verdict::kAllow};
}
Case fails(const char* name, const std::string& members) {
  return {name, condition(members), "s3:GetObject", "arn:aws:s3:::b", Verdict::kSilent};
}

INSTANTIATE_TEST_SUITE_P(
    Conditions, Evaluation,
    ::testing::Values(
        holds("equal", R"("StringEquals":{"aws:USERNAME":"ann"})"),
        fails("equal with case", R"("StringEquals":{"aws:username":"Ann"})"),
        holds("one of several values", R"("StringEquals":{"aws:username":["bob","ann"]})"),
        fails("no wildcard in equals", R"("StringEquals":{"aws:username":"a*"})"),
        holds("like", R"("StringLike":{"aws:username":"a*"})"),
        holds("without case", R"("StringEqualsIgnoreCase":{"aws:username":"ANN"})"),
        fails("not equal", R"("StringNotEquals":{"aws:username":["bob","ann"]})"),
        fails("missing key", R"("StringEquals":{"aws:none":"x"})"),
        holds("missing key, negated", R"("StringNotEquals":{"aws:none":"x"})"),
        holds("missing key, if exists", R"("StringEqualsIfExists":{"aws:none":"x"})"),
        fails("present key, if exists", R"("StringEqualsIfExists":{"aws:username":"x"})"),
        holds("null true", R"("Null":{"aws:none":"true"})"),
        fails("null of a present key", R"("Null":{"aws:username":true})"),
        holds("null false", R"("Null":{"aws:username":"false"})"),
        holds("number", R"("NumericLessThanEquals":{"s3:max-keys":10})"),
        fails("number too great", R"("NumericLessThan":{"s3:max-keys":"10"})"),
        holds("date", R"("DateGreaterThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"})"),
        holds("day", R"("DateGreaterThan":{"aws:CurrentTime":"2026-01-02"})"),
        fails("date passed", R"("DateLessThan":{"aws:CurrentTime":"2026-01-02T03:04:05Z"})"),
        holds("date of epoch", R"("DateLessThan":{"aws:EpochTime":"2026-01-03T00:00:00Z"})"),
        holds("bool", R"("Bool":{"aws:SecureTransport":"false"})"),
        holds("network", R"("IpAddress":{"aws:SourceIp":"127.31.0.0/20"})"),
        fails("another network", R"("IpAddress":{"aws:SourceIp":["127.31.16.0/20","::1"]})"),
        holds("not in network", R"("NotIpAddress":{"aws:SourceIp":"10.0.0.0/8"})"),
        holds("arn", R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/w?b"})"),
        fails("arn, all operators", R"("ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/web"})"),
        fails("operators are and-ed", R"("StringEquals":{"aws:username":"ann"},"Bool":{"aws:SecureTransport":"true"})"),
        holds("all values", R"("ForAllValues:StringEquals":{"aws:TagKeys":["Name","Stage","Owner"]})"),
        fails("not all values", R"("ForAllValues:StringEquals":{"aws:TagKeys":["Name"]})"),
        holds("any value", R"("ForAnyValue:StringEquals":{"aws:TagKeys":["Stage"]})"),
        fails("any of no value", R"("ForAnyValue:StringEquals":{"aws:none":["Stage"]})"),
        holds("variable in a condition", R"("ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/${aws:x,'web'}"})")));

std::string document_refusal(const std::string& document, bool trust = false) {
  try {
    trust ? Policy::of_trust(document) : Policy::of_identity(document);
  } catch (const Error& error) {
    EXPECT_TRUE(error.is("MalformedPolicyDocument"));
    EXPECT_EQ(error.http_status(), 400);
    return error.message();
  }
  return "accepted";
}

TEST(PolicyTest, AsksTheContextForConditionsAndVariablesOnly) {
  EXPECT_FALSE(Policy::of_identity(kInstancePolicy).asks_context());
  EXPECT_TRUE(Policy::of_identity(condition(R"("Bool": {"aws:SecureTransport": "false"})")).asks_context());
  EXPECT_TRUE(
      Policy::of_identity(statement(R"("Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::${aws:username}")"))
          .asks_context());
}

TEST(PolicyDocumentTest, IsRefusedInAwsWords) {
  EXPECT_EQ(document_refusal("{not json"), "This policy contains invalid Json");
  EXPECT_EQ(document_refusal("[]"), "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(R"({"Version":"2012-10-17"})"), "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(R"({"Version":"2012-10-17","Statement":[]})"), "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(R"({"Version":"2008-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})"),
            "Policy document must be version 2012-10-17 or greater.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Maybe","Action":"*","Resource":"*")")), "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"*","Resource":"*","Colour":"red")")),
            "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Resource":"*")")),
            "Policy statement must contain actions.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"*")")),
            "Policy statement must contain resources.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"*","Resource":"table/x")")),
            R"(Resource table/x must be in ARN format or "*".)");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"GetItem","Resource":"*")")),
            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
  EXPECT_EQ(document_refusal(condition(R"("StringSimilar":{"aws:username":"ann"})")), "Syntax errors in policy.");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Principal":"*","Action":"*","Resource":"*")")),
            "Policy document should not specify a principal.");
  EXPECT_EQ(document_refusal(R"({"Version":"2012-10-17","Statement":[
              {"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"},
              {"Sid":"a","Effect":"Allow","Action":"*","Resource":"*"}]})"),
            "Statement IDs (SID) in a single policy must be unique.");
}

TEST(TrustPolicyTest, NeedsAPrincipalAndHasNoResource) {
  EXPECT_EQ(document_refusal("nonsense", true), "This policy contains invalid Json");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"sts:AssumeRole")"), true),
            "Missing required field Principal");
  EXPECT_EQ(
      document_refusal(statement(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":"*","Resource":"*")"), true),
      "Has prohibited field Resource");
  EXPECT_EQ(document_refusal(statement(R"("Effect":"Allow","Action":"s3:Get","Principal":"*")"), true),
            "AssumeRole policy may only specify STS AssumeRole actions.");
  EXPECT_THAT(
      document_refusal(statement(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2"})"), true),
      HasSubstr("Invalid principal in policy"));
  EXPECT_EQ(
      document_refusal(statement(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":{"AWS":"ann"})"), true),
      R"(Invalid principal in policy: "AWS":"ann")");
}

bool trusts_ec2(const std::string& principal) {
  const auto document = statement(R"("Effect":"Allow","Action":"sts:AssumeRole",)" + principal);
  return Policy::of_trust(document).trusts({"Service", {"ec2.amazonaws.com"}}, "sts:AssumeRole", {});
}

TEST(TrustPolicyTest, TrustsWhomItNames) {
  EXPECT_TRUE(trusts_ec2(R"("Principal":{"Service":"ec2.amazonaws.com"})"));
  EXPECT_TRUE(trusts_ec2(R"("Principal":{"Service":["lambda.amazonaws.com","ec2.amazonaws.com"]})"));
  EXPECT_FALSE(trusts_ec2(R"("Principal":{"Service":"lambda.amazonaws.com"})"));
  EXPECT_FALSE(trusts_ec2(R"("Principal":{"AWS":"arn:aws:iam::123456789012:root"})"));
  EXPECT_FALSE(trusts_ec2(R"("Principal":{"Service":"ec2.amazonaws.com"},"Condition":{"Bool":{"aws:x":"true"}})"));
}

TEST(TrustPolicyTest, KnowsATrusteeByEachOfItsNames) {
  const Trustee ann{"AWS", {"arn:aws:iam::123456789012:user/ann", "arn:aws:iam::123456789012:root", "123456789012"}};
  const auto trusts_ann = [&](const std::string& principal) {
    return Policy::of_trust(statement(R"("Effect":"Allow","Action":"sts:AssumeRole",)" + principal))
        .trusts(ann, "sts:AssumeRole", {});
  };
  EXPECT_TRUE(trusts_ann(R"("Principal":{"AWS":"arn:aws:iam::123456789012:user/ann"})"));
  EXPECT_TRUE(trusts_ann(R"("Principal":{"AWS":["123456789013","123456789012"]})"));
  EXPECT_TRUE(trusts_ann(R"("Principal":{"AWS":"arn:aws:iam::123456789012:root"})"));
  EXPECT_TRUE(trusts_ann(R"("Principal":{"AWS":"*"})"));
  EXPECT_TRUE(trusts_ann(R"("Principal":"*")"));
  EXPECT_FALSE(trusts_ann(R"("Principal":{"AWS":"arn:aws:iam::123456789012:user/*"})")) << "no patterns in names";
  EXPECT_FALSE(trusts_ann(R"("Principal":{"Service":"ec2.amazonaws.com"})"));
  EXPECT_FALSE(trusts_ann(R"("Principal":{"Federated":"*"})"));
  EXPECT_FALSE(trusts_ann(R"("NotPrincipal":{"AWS":"arn:aws:iam::123456789012:user/ann"})"));
}

}  // namespace
}  // namespace aws::region::iam
