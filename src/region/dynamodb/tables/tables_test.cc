// Tables through the service: create, describe, list, delete.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Tables : public ::testing::Test {
 protected:
  static api::CreateTableRequest recommendations(std::string name = "recommendations") {
    return {.AttributeDefinitions = {{.AttributeName = "MediaType", .AttributeType = "S"},
                                     {.AttributeName = "ItemId", .AttributeType = "N"}},
            .TableName = std::move(name),
            .KeySchema = {{.AttributeName = "MediaType", .KeyType = "HASH"},
                          {.AttributeName = "ItemId", .KeyType = "RANGE"}},
            .ProvisionedThroughput = {{.ReadCapacityUnits = 5, .WriteCapacityUnits = 5}}};
  }

  std::string refusal(const api::CreateTableRequest& request) {
    return dynamodb::refusal([&] { service_.CreateTable(request); });
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& service_ = running_.called;
  testing::SimulatedClock& clock_ = running_.clock;
};

TEST_F(Tables, AreCreatingInTheReplyAndActiveFromTheNextCallOn) {
  const auto created = service_.CreateTable(recommendations()).TableDescription;
  ASSERT_TRUE(created);
  EXPECT_EQ(created->TableStatus, "CREATING");
  EXPECT_EQ(created->TableArn, "arn:aws:dynamodb:us-west-2:123456789012:table/recommendations");
  EXPECT_EQ(created->TableId->size(), 36U);
  EXPECT_EQ(created->ItemCount, 0);
  EXPECT_EQ(created->TableSizeBytes, 0);
  EXPECT_EQ(created->CreationDateTime, clock_.now());
  EXPECT_EQ(created->ProvisionedThroughput->NumberOfDecreasesToday, 0);
  EXPECT_EQ(created->ProvisionedThroughput->ReadCapacityUnits, 5);
  EXPECT_EQ(created->KeySchema, recommendations().KeySchema);
  EXPECT_FALSE(created->BillingModeSummary);

  auto described = service_.DescribeTable({.TableName = "recommendations"}).Table;
  EXPECT_EQ(described->TableStatus, "ACTIVE");
  described->TableStatus = "CREATING";
  EXPECT_EQ(described, created);
}

TEST_F(Tables, AreDeletingInTheReplyAndGoneFromTheNextCallOn) {
  service_.CreateTable(recommendations());
  const auto deleted = service_.DeleteTable({.TableName = "recommendations"}).TableDescription;
  EXPECT_EQ(deleted->TableStatus, "DELETING");
  EXPECT_EQ(deleted->TableName, "recommendations");
  EXPECT_THAT(deleted->KeySchema, IsEmpty());
  EXPECT_THAT(deleted->AttributeDefinitions, IsEmpty());
  EXPECT_FALSE(deleted->CreationDateTime);
  const std::string gone = "Requested resource not found: Table: recommendations not found";
  EXPECT_EQ(
      dynamodb::refusal([&] { service_.DescribeTable({.TableName = "recommendations"}); }, "ResourceNotFoundException"),
      gone);
  EXPECT_EQ(
      dynamodb::refusal([&] { service_.DeleteTable({.TableName = "recommendations"}); }, "ResourceNotFoundException"),
      gone);
}

TEST_F(Tables, HaveNamesOfTheirOwn) {
  service_.CreateTable(recommendations());
  EXPECT_EQ(dynamodb::refusal([&] { service_.CreateTable(recommendations()); }, "ResourceInUseException"),
            "Table already exists: recommendations");
}

TEST_F(Tables, SurviveARestart) {
  auto request = recommendations();
  request.Tags = {{.Key = "team", .Value = "books"}};
  request.TableClass = "STANDARD_INFREQUENT_ACCESS";
  service_.CreateTable(request);
  RunningDynamoDb again(store_);
  EXPECT_EQ(again.called.DescribeTable({.TableName = "recommendations"}),
            service_.DescribeTable({.TableName = "recommendations"}));
  EXPECT_EQ(TableStore(store_, Place{}).get("recommendations").tags.at("team"), "books");
}

TEST_F(Tables, GiveBackTheirTags) {
  auto request = recommendations();
  request.Tags = {{.Key = "team", .Value = "books"}, {.Key = "app", .Value = "library"}};
  const std::string arn = *service_.CreateTable(request).TableDescription->TableArn;
  EXPECT_THAT(service_.ListTagsOfResource({.ResourceArn = arn}).Tags,
              ElementsAre(api::Tag{"app", "library"}, api::Tag{"team", "books"}));
  EXPECT_EQ(
      dynamodb::refusal([&] { service_.ListTagsOfResource({.ResourceArn = arn + "x"}); }, "ResourceNotFoundException"),
      "Requested resource not found: ResourcArn: " + arn + "x not found");
  dynamodb::refusal([&] { service_.ListTagsOfResource({.ResourceArn = "arn:aws:s3:::recommendations"}); },
                    "ResourceNotFoundException");
  EXPECT_EQ(dynamodb::refusal([&] { service_.ListTagsOfResource({.ResourceArn = "recommendations"}); }),
            "Invalid TableArn: Invalid ResourceArn provided as input recommendations");
}

TEST_F(Tables, HaveFiftyTagsAtMostAndNoneOfAws) {
  auto request = recommendations();
  request.Tags = {{.Key = "aws:app", .Value = "library"}};
  EXPECT_EQ(refusal(request),
            "One or more parameter values were invalid: aws: prefixed tag key names are not allowed for external use.");
  request.Tags.clear();
  for (int i = 0; i < 51; ++i) request.Tags.push_back({.Key = "k" + std::to_string(i), .Value = ""});
  EXPECT_EQ(refusal(request), "One or more parameter values were invalid: A table can have at most 50 tags");
  request.Tags.pop_back();
  EXPECT_EQ(refusal(request), "accepted");
}

TEST_F(Tables, AreListedByNameAPageAtATime) {
  EXPECT_EQ(service_.ListTables({}), api::ListTablesResponse{});
  for (const char* name : {"ccc", "aaa", "bbb"}) service_.CreateTable(recommendations(name));
  EXPECT_THAT(service_.ListTables({}).TableNames, ElementsAre("aaa", "bbb", "ccc"));
  const auto first = service_.ListTables({.Limit = 2});
  EXPECT_THAT(first.TableNames, ElementsAre("aaa", "bbb"));
  EXPECT_EQ(first.LastEvaluatedTableName, "bbb");
  const auto second = service_.ListTables({.ExclusiveStartTableName = first.LastEvaluatedTableName, .Limit = 2});
  EXPECT_THAT(second.TableNames, ElementsAre("ccc"));
  EXPECT_FALSE(second.LastEvaluatedTableName);
}

TEST_F(Tables, PaidPerRequestHaveNoThroughput) {
  auto request = recommendations();
  request.BillingMode = "PAY_PER_REQUEST";
  EXPECT_EQ(refusal(request),
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be "
            "specified when BillingMode is PAY_PER_REQUEST");
  request.ProvisionedThroughput.reset();
  const auto table = service_.CreateTable(request).TableDescription;
  EXPECT_EQ(table->BillingModeSummary->BillingMode, "PAY_PER_REQUEST");
  EXPECT_EQ(table->ProvisionedThroughput->ReadCapacityUnits, 0);
}

TEST_F(Tables, ProvisionedNeedThroughput) {
  const std::string missing =
      "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified "
      "when BillingMode is PROVISIONED";
  auto request = recommendations();
  request.ProvisionedThroughput.reset();
  EXPECT_EQ(refusal(request), missing);
  request.BillingMode = "PROVISIONED";
  EXPECT_EQ(refusal(request), missing);
}

TEST_F(Tables, NeedAConsistentKeySchema) {
  auto request = recommendations();
  request.AttributeDefinitions.pop_back();
  EXPECT_EQ(refusal(request),
            "One or more parameter values were invalid: Some index key attributes are not defined in "
            "AttributeDefinitions. Keys: [MediaType, ItemId], AttributeDefinitions: [MediaType]");
  request = recommendations();
  request.AttributeDefinitions.push_back({.AttributeName = "Title", .AttributeType = "S"});
  EXPECT_EQ(refusal(request),
            "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match "
            "number of attributes defined in AttributeDefinitions");
  request = recommendations();
  request.KeySchema[0].KeyType = "RANGE";
  EXPECT_EQ(refusal(request), "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
  request = recommendations();
  request.KeySchema[1].KeyType = "HASH";
  EXPECT_EQ(refusal(request), "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
  request = recommendations();
  request.KeySchema[1].AttributeName = "MediaType";
  EXPECT_EQ(refusal(request), "Both the Hash Key and the Range Key element in the KeySchema have the same name");
  EXPECT_EQ(refusal(api::CreateTableRequest{.TableName = "empty"}).substr(0, 43),
            "One or more parameter values were invalid: ");
}

TEST_F(Tables, AreCalledByTheirArnsToo) {
  const std::string arn = *service_.CreateTable(recommendations()).TableDescription->TableArn;
  EXPECT_EQ(service_.DescribeTable({.TableName = arn}).Table->TableName, "recommendations");
  const api::PutItemRequest put{.TableName = arn,
                                .Item = {{"MediaType", {.S = "Book"}}, {"ItemId", {.N = "1"}}},
                                .ReturnConsumedCapacity = "TOTAL"};
  EXPECT_EQ(service_.PutItem(put).ConsumedCapacity->TableName, arn);
  EXPECT_EQ(service_.Scan({.TableName = arn}).Count, 1);
  EXPECT_EQ(service_.BatchGetItem({.RequestItems = {{{arn, {.Keys = {{put.Item}}}}}}}).Responses.at(arn).size(), 1U);
  EXPECT_EQ(service_.ExecuteStatement({.Statement = "SELECT * FROM \"" + arn + '"'}).Items.size(), 1U);
  for (const auto* elsewhere : {"arn:aws:dynamodb:us-west-2:999999999999:table/recommendations",
                                "arn:aws:dynamodb:us-east-1:123456789012:table/recommendations"}) {
    EXPECT_EQ(dynamodb::refusal([&] { service_.Scan({.TableName = elsewhere}); }, "ResourceNotFoundException"),
              "Requested resource not found");
  }
  service_.DeleteTable({.TableName = arn});
  EXPECT_EQ(dynamodb::refusal([&] { service_.DescribeTable({.TableName = arn}); }, "ResourceNotFoundException"),
            "Requested resource not found: Table: " + arn + " not found");
}

TEST_F(Tables, HaveNamesOfCertainCharactersAndLength) {
  const std::string start = "1 validation error detected: Value '";
  const std::string end = "' at 'tableName' failed to satisfy constraint: Member must ";
  EXPECT_EQ(refusal(recommendations("ab")), start + "ab" + end + "have length greater than or equal to 3");
  EXPECT_EQ(refusal(recommendations("a;b")),
            start + "a;b" + end + "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  const std::string arn = "arn:aws:dynamodb:us-west-2:123456789012:table/recommendations";
  EXPECT_EQ(refusal(recommendations(arn)), start + arn + end + "satisfy regular expression pattern: [a-zA-Z0-9_.-]+");
  EXPECT_EQ(dynamodb::refusal([&] { service_.Scan({.TableName = std::string(256, 'a')}); }),
            start + std::string(256, 'a') + end + "have length less than or equal to 255");
}

TEST_F(Tables, RefuseByNameWhatIsNotOffered) {
  auto request = recommendations();
  request.StreamSpecification = {.StreamEnabled = true};
  EXPECT_EQ(refusal(request), "StreamSpecification is not supported by the embedded region.");
  request = recommendations();
  request.SSESpecification = {.Enabled = true};
  EXPECT_EQ(refusal(request), "SSESpecification is not supported by the embedded region.");
}

}  // namespace
}  // namespace aws::region::dynamodb
