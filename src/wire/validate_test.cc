#include <gtest/gtest.h>

#include "contract/dynamodb.h"
#include "contract/ec2.h"
#include "contract/elbv2.h"
#include "contract/iam.h"
#include "contract/ssm.h"
#include "wire/pattern.h"
#include "wire/protocols/protocol.h"

namespace aws::wire {
namespace {

template <class Input>
std::string refusal(const contract::Operation& operation, const Input& input) {
  try {
    validate(operation, &input);
    return "accepted";
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(Validate, AcceptsWhatTheModelAllows) {
  EXPECT_EQ(refusal(dynamodb::operations::DescribeTable, dynamodb::DescribeTableRequest{.TableName = "items_1.a-b"}),
            "accepted");
  EXPECT_EQ(refusal(elbv2::operations::CreateTargetGroup,
                    elbv2::CreateTargetGroupRequest{.Name = "tg", .Protocol = "HTTP", .Port = 80}),
            "accepted");
}

TEST(Validate, NamesAMissingMember) {
  EXPECT_EQ(refusal(dynamodb::operations::DescribeTable, dynamodb::DescribeTableRequest{}),
            "ValidationException: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: "
            "Member must not be null");
}

TEST(Validate, NamesEveryViolationInOneMessage) {
  EXPECT_EQ(refusal(dynamodb::operations::Scan, dynamodb::ScanRequest{.TableName = "items", .IndexName = "a;"}),
            "ValidationException: 2 validation errors detected: Value 'a;' at 'indexName' failed to satisfy "
            "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'indexName' "
            "failed to satisfy constraint: Member must have length greater than or equal to 3");
}

TEST(Validate, GivesThePathOfAMemberInAList) {
  EXPECT_EQ(refusal(dynamodb::operations::CreateTable,
                    dynamodb::CreateTableRequest{.AttributeDefinitions = {{.AttributeName = "a", .AttributeType = "S"}},
                                                 .TableName = "items",
                                                 .KeySchema = {{.AttributeName = "a", .KeyType = "HASH"},
                                                               {.AttributeName = "b", .KeyType = "SORT"}}}),
            "ValidationException: 1 validation error detected: Value 'SORT' at 'keySchema.2.member.keyType' failed to "
            "satisfy constraint: Member must satisfy enum value set: [HASH, RANGE]");
}

TEST(Validate, IsNotSlowBelowALongKey) {
  dynamodb::PutItemRequest request{.TableName = "items"};
  request.Item[std::string(1'000'000, 'k')].L.emplace(100'000, dynamodb::AttributeValue{.N = "1"});
  EXPECT_EQ(refusal(dynamodb::operations::PutItem, request), "accepted");
}

TEST(Validate, StopsListingViolationsOfWhichNobodyReadsTheEnd) {
  dynamodb::BatchWriteItemRequest request;
  request.RequestItems.emplace()[std::string(50'000, 'k')].assign(20, {.DeleteRequest = dynamodb::DeleteRequest()});
  const std::string said = refusal(dynamodb::operations::BatchWriteItem, request);
  EXPECT_TRUE(said.starts_with("ValidationException: 2 validation errors detected: Value null at 'requestItems.kkk"))
      << said.substr(0, 200);
  EXPECT_LT(said.size(), 200'000u);
}

TEST(Validate, BoundsNumbers) {
  EXPECT_EQ(refusal(dynamodb::operations::ListTables, dynamodb::ListTablesRequest{.Limit = 101}),
            "ValidationException: 1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
            "Member must have value less than or equal to 100");
}

TEST(Validate, SaysOfAMapWhatItsValuesMustBe) {
  dynamodb::BatchWriteItemRequest request;
  request.RequestItems.emplace()["items"].resize(26);
  const std::string message = refusal(dynamodb::operations::BatchWriteItem, request);
  EXPECT_TRUE(message.starts_with("ValidationException: 1 validation error detected: Value '{items=[")) << message;
  EXPECT_TRUE(
      message.ends_with("]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy "
                        "constraint: [Member must have length less than or equal to 25, Member must have "
                        "length greater than or equal to 1]"))
      << message;
}

TEST(Validate, SaysOfAListWhatItsElementsMustBe) {
  EXPECT_EQ(refusal(ssm::operations::SendCommand,
                    ssm::SendCommandRequest{.InstanceIds = {"i-1"}, .DocumentName = "AWS-RunShellScript"}),
            "ValidationException: 1 validation error detected: Value '[i-1]' at 'instanceIds' failed to satisfy "
            "constraint: Member must satisfy constraint: [Member must satisfy regular expression pattern: "
            "(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)]");
}

TEST(Validate, HasTheQueryServicesOwnCode) {
  EXPECT_EQ(refusal(iam::operations::GetRole, iam::GetRoleRequest{.RoleName = "a b"}),
            "ValidationError: 1 validation error detected: Value 'a b' at 'roleName' failed to satisfy constraint: "
            "Member must satisfy regular expression pattern: [\\w+=,.@-]+");
}

TEST(Validate, NeverPrintsASecret) {
  const std::string secret(5000, 's');
  EXPECT_EQ(refusal(ssm::operations::PutParameter, ssm::PutParameterRequest{.Value = secret}).find("sss"),
            std::string::npos);
}

TEST(Validate, OnlyRequiresParametersForEc2) {
  EXPECT_EQ(refusal(ec2::operations::CreateLaunchTemplate, ec2::CreateLaunchTemplateRequest{}),
            "MissingParameter: The request must contain the parameter LaunchTemplateName");
  EXPECT_EQ(refusal(ec2::operations::CreateLaunchTemplate,
                    ec2::CreateLaunchTemplateRequest{.LaunchTemplateName = "x",
                                                     .LaunchTemplateData = ec2::RequestLaunchTemplateData{}}),
            "accepted");
  EXPECT_EQ(refusal(ec2::operations::TerminateInstances, ec2::TerminateInstancesRequest{}),
            "MissingParameter: The request must contain the parameter InstanceId");
}

TEST(Pattern, MatchesTheWholeText) {
  EXPECT_TRUE(matches_pattern("[\\w+=,.@-]+", "name@x"));
  EXPECT_FALSE(matches_pattern("[\\w+=,.@-]+", "name "));
  EXPECT_FALSE(matches_pattern("[\\w+=,.@-]+", ""));
  EXPECT_TRUE(matches_pattern("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/", "/a/b/"));
  EXPECT_FALSE(matches_pattern("((/[A-Za-z0-9\\.,\\+@=_-]+)*)/", "/a/b"));
  EXPECT_TRUE(matches_pattern("(^i-(\\w{8}|\\w{17})$)|(^mi-\\w{17}$)", "i-12345678"));
  EXPECT_FALSE(matches_pattern("^(?!\\s*$).+", "  "));
}

TEST(Pattern, UnderstandsJavasUnicode) {
  constexpr std::string_view kText = "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*";
  EXPECT_TRUE(matches_pattern(kText, "tab\t, \xc3\xa4 and \xf0\x9f\x98\x80"));
  EXPECT_FALSE(matches_pattern(kText, "\x01"));
  constexpr std::string_view kLatin = "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+";
  EXPECT_TRUE(matches_pattern(kLatin, "{\"Version\": \"2012-10-17\"}\n"));
  EXPECT_FALSE(matches_pattern(kLatin, "\xe2\x82\xac"));
  constexpr std::string_view kTag = "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$";
  EXPECT_TRUE(matches_pattern(kTag,
                              "Gr\xc3\xb6\xc3\x9f"
                              "e 1"));
  EXPECT_FALSE(matches_pattern(kTag, "a;b"));
}

TEST(Pattern, ChecksLongTextOnlyCharacterByCharacter) {
  const std::string text(20000, 'x');
  EXPECT_TRUE(matches_pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", text));
  EXPECT_FALSE(matches_pattern("[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+", text + "\x01"));
  EXPECT_TRUE(matches_pattern("(x|y)*z", text));
}

TEST(Pattern, CountsWhatItCannotReadAsMatching) {
  EXPECT_TRUE(matches_pattern("\\p{Alpha}+", "123"));
  EXPECT_TRUE(matches_pattern("(unclosed", "123"));
}

}  // namespace
}  // namespace aws::wire
