// Secondary indexes: made, filled, kept in step, queried and described.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Values = std::map<std::string, api::AttributeValue>;

api::KeySchemaElement hash_key(const char* name) { return {.AttributeName = name, .KeyType = "HASH"}; }
api::KeySchemaElement range_key(const char* name) { return {.AttributeName = name, .KeyType = "RANGE"}; }

// A game's scores by user: the guide's GameScores.
class Indexes : public ::testing::Test {
 protected:
  static api::CreateTableRequest definition() {
    return {.AttributeDefinitions = {{.AttributeName = "UserId", .AttributeType = "S"},
                                     {.AttributeName = "Game", .AttributeType = "S"},
                                     {.AttributeName = "Score", .AttributeType = "N"}},
            .TableName = "scores",
            .KeySchema = {hash_key("UserId"), range_key("Game")},
            .LocalSecondaryIndexes = {{.IndexName = "by-score",
                                       .KeySchema = {hash_key("UserId"), range_key("Score")},
                                       .Projection = {{.ProjectionType = "KEYS_ONLY"}}}},
            .GlobalSecondaryIndexes = {{.IndexName = "by-game",
                                        .KeySchema = {hash_key("Game"), range_key("Score")},
                                        .Projection = {{.ProjectionType = "INCLUDE", .NonKeyAttributes = {"Wins"}}}}},
            .BillingMode = "PAY_PER_REQUEST"};
  }
  void SetUp() override {
    dynamodb_.CreateTable(definition());
    put("Ann", "Galaxy", "5842");
    put("Ann", "Meteor", "1000");
    put("Bob", "Galaxy", "24");
    put("Eve", "Galaxy", "24");
    put("Eve", "Starship");
  }
  void put(const char* user, const char* game, const char* score = nullptr) {
    Values item = {{"UserId", {.S = user}}, {"Game", {.S = game}}, {"Wins", {.N = "3"}}, {"Losses", {.N = "4"}}};
    if (score != nullptr) item["Score"] = {.N = score};
    dynamodb_.PutItem({.TableName = "scores", .Item = item});
  }
  static api::QueryRequest query(const char* index, const char* attribute, const char* value) {
    return {.TableName = "scores",
            .IndexName = index,
            .KeyConditionExpression = std::string(attribute) + " = :v",
            .ExpressionAttributeValues = Values{{":v", {.S = value}}}};
  }
  static std::vector<std::string> texts(const std::optional<std::vector<Values>>& items, const char* attribute) {
    std::vector<std::string> found;
    for (const auto& item : items.value()) found.push_back(*item.at(attribute).S);
    return found;
  }
  std::vector<std::string> players(const char* game) {
    return texts(dynamodb_.Query(query("by-game", "Game", game)).Items, "UserId");
  }
  api::TableDescription described() { return *dynamodb_.DescribeTable({.TableName = "scores"}).Table; }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

TEST_F(Indexes, AreDescribed) {
  const auto table = described();
  EXPECT_EQ(table.AttributeDefinitions.size(), 3U);
  const auto& global = table.GlobalSecondaryIndexes.at(0);
  EXPECT_EQ(global.IndexName, "by-game");
  EXPECT_EQ(global.IndexStatus, "ACTIVE");
  EXPECT_EQ(global.KeySchema, definition().GlobalSecondaryIndexes.at(0).KeySchema);
  EXPECT_EQ(global.Projection, definition().GlobalSecondaryIndexes.at(0).Projection);
  EXPECT_EQ(global.IndexArn, "arn:aws:dynamodb:us-west-2:123456789012:table/scores/index/by-game");
  EXPECT_EQ(global.ItemCount, 4);
  EXPECT_EQ(table.LocalSecondaryIndexes.at(0).ItemCount, 4);
  EXPECT_EQ(table.ItemCount, 5);
  EXPECT_LT(table.LocalSecondaryIndexes.at(0).IndexSizeBytes, global.IndexSizeBytes);
}

TEST_F(Indexes, HaveTheirOwnOrderAndOnlyItemsWithTheirKey) {
  EXPECT_THAT(players("Galaxy"), ::testing::UnorderedElementsAre("Bob", "Eve", "Ann"));
  EXPECT_EQ(players("Galaxy").back(), "Ann");
  EXPECT_THAT(players("Starship"), IsEmpty());
  EXPECT_THAT(texts(dynamodb_.Query(query("by-score", "UserId", "Ann")).Items, "Game"),
              ElementsAre("Meteor", "Galaxy"));
}

TEST_F(Indexes, FollowTheirTable) {
  put("Bob", "Galaxy", "9999");
  EXPECT_EQ(players("Galaxy").back(), "Bob");
  EXPECT_THAT(players("Galaxy"), SizeIs(3));
  dynamodb_.UpdateItem({.TableName = "scores",
                        .Key = {{"UserId", {.S = "Bob"}}, {"Game", {.S = "Galaxy"}}},
                        .UpdateExpression = "REMOVE Score"});
  EXPECT_THAT(players("Galaxy"), SizeIs(2));
  dynamodb_.DeleteItem({.TableName = "scores", .Key = {{"UserId", {.S = "Ann"}}, {"Game", {.S = "Galaxy"}}}});
  EXPECT_THAT(players("Galaxy"), ElementsAre("Eve"));
  EXPECT_EQ(described().GlobalSecondaryIndexes.at(0).ItemCount, 1 + 1);  // and Meteor's
  RunningDynamoDb again(store_);
  EXPECT_EQ(again.called.Query(query("by-game", "Game", "Galaxy")).Count, 1);
}

TEST_F(Indexes, AreWrittenWithTheirItemOrNotAtAll) {
  store_.fail_after(2);
  EXPECT_THROW(put("Zoe", "Galaxy", "1"), Unrecoverable);
  store_.fail_after(1000);
  EXPECT_THAT(players("Galaxy"), SizeIs(3));
  EXPECT_EQ(described().ItemCount, 5);
}

TEST_F(Indexes, HaveTheAttributesThatTheyProject) {
  const auto of_ann = [&](const char* index, const char* attribute, const char* value) {
    return dynamodb_.Query(query(index, attribute, value)).Items->back();
  };
  EXPECT_THAT(of_ann("by-game", "Game", "Galaxy"), SizeIs(4));
  EXPECT_FALSE(of_ann("by-game", "Game", "Galaxy").contains("Losses"));
  EXPECT_THAT(of_ann("by-score", "UserId", "Ann"), SizeIs(3));
  auto request = query("by-score", "UserId", "Ann");
  request.Select = "ALL_ATTRIBUTES";
  EXPECT_THAT(dynamodb_.Query(request).Items->back(), SizeIs(5));  // read on into the table
  request.Select.reset();
  request.ProjectionExpression = "Losses";
  EXPECT_EQ(dynamodb_.Query(request).Items->back(), (Values{{"Losses", {.N = "4"}}}));
  request = query("by-game", "Game", "Galaxy");
  request.Select = "ALL_ATTRIBUTES";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global "
            "secondary index by-game because its projection type is not ALL");
  request.Select.reset();
  request.ProjectionExpression = "Losses";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "One or more parameter values were invalid: Global secondary index by-game does not project [Losses]");
  request = query("by-game", "Game", "Galaxy");
  request.ConsistentRead = true;
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "Consistent reads are not supported on global secondary indexes");
}

TEST_F(Indexes, ComeInPagesWithBothKeys) {
  for (const bool forward : {true, false}) {
    auto request = query("by-game", "Game", "Galaxy");
    request.Limit = 1;
    request.ScanIndexForward = forward;
    std::vector<std::string> seen;
    for (bool more = true; more;) {
      const auto page = dynamodb_.Query(request);
      for (auto& user : texts(page.Items, "UserId")) seen.push_back(user);
      request.ExclusiveStartKey = page.LastEvaluatedKey;
      more = !page.LastEvaluatedKey.empty();
      if (more) EXPECT_THAT(page.LastEvaluatedKey, SizeIs(3));
    }
    EXPECT_THAT(seen, ::testing::UnorderedElementsAre("Ann", "Bob", "Eve"));
  }
  auto request = query("by-game", "Game", "Galaxy");
  request.ExclusiveStartKey = {{"UserId", {.S = "Ann"}}, {"Game", {.S = "Galaxy"}}};
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "The provided starting key is invalid: The provided key element does not match the schema");
}

TEST_F(Indexes, MakeCollectionsWhoseSizeIsTold) {
  const api::PutItemRequest sized{.TableName = "scores",
                                  .Item = {{"UserId", {.S = "Ann"}}, {"Game", {.S = "Galaxy"}}},
                                  .ReturnItemCollectionMetrics = "SIZE"};
  const auto told = dynamodb_.PutItem(sized).ItemCollectionMetrics;
  ASSERT_TRUE(told);
  EXPECT_EQ(told->ItemCollectionKey.at("UserId").S, "Ann");
  EXPECT_THAT(told->SizeEstimateRangeGB, ::testing::ElementsAre(0, 1));
  auto unsized = sized;
  unsized.ReturnItemCollectionMetrics = "NONE";
  EXPECT_FALSE(dynamodb_.PutItem(unsized).ItemCollectionMetrics);
}

TEST_F(Indexes, AreScanned) {
  EXPECT_EQ(dynamodb_.Scan({.TableName = "scores", .IndexName = "by-game"}).Count, 4);
  EXPECT_EQ(dynamodb_.Scan({.TableName = "scores", .IndexName = "by-score", .Select = "COUNT"}).Count, 4);
}

TEST_F(Indexes, TakeKeysOfTheirTypesOnly) {
  const auto wrong = [&](api::AttributeValue score) {
    return refusal([&] {
      dynamodb_.PutItem(
          {.TableName = "scores", .Item = {{"UserId", {.S = "x"}}, {"Game", {.S = "y"}}, {"Score", std::move(score)}}});
    });
  };
  EXPECT_EQ(wrong({.S = "high"}),
            "One or more parameter values were invalid: Type mismatch for Index Key Score Expected: N Actual: S "
            "IndexName: by-score");
  EXPECT_EQ(refusal([&] {
              dynamodb_.UpdateItem({.TableName = "scores",
                                    .Key = {{"UserId", {.S = "Ann"}}, {"Game", {.S = "Galaxy"}}},
                                    .UpdateExpression = "SET Score = :s",
                                    .ExpressionAttributeValues = Values{{":s", {.S = "high"}}}});
            }),
            "The update expression attempted to update the secondary index key to unsupported type");
}

TEST_F(Indexes, ComeAndGoWithUpdateTable) {
  const api::CreateGlobalSecondaryIndexAction wins{
      .IndexName = "by-wins", .KeySchema = {hash_key("Wins")}, .Projection = {{.ProjectionType = "ALL"}}};
  api::UpdateTableRequest request{.AttributeDefinitions = {{.AttributeName = "Wins", .AttributeType = "N"}},
                                  .TableName = "scores",
                                  .GlobalSecondaryIndexUpdates = {{.Create = wins}}};
  const auto updating = *dynamodb_.UpdateTable(request).TableDescription;
  EXPECT_EQ(updating.TableStatus, "UPDATING");
  EXPECT_EQ(updating.GlobalSecondaryIndexes.at(1).IndexStatus, "CREATING");
  EXPECT_EQ(described().GlobalSecondaryIndexes.at(1).IndexStatus, "ACTIVE");
  EXPECT_EQ(described().GlobalSecondaryIndexes.at(1).ItemCount, 5);
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateTable(request); }),
            "One or more parameter values were invalid: Duplicate index name: by-wins");
  dynamodb_.UpdateTable(
      {.TableName = "scores", .GlobalSecondaryIndexUpdates = {{.Delete = {{.IndexName = "by-wins"}}}}});
  EXPECT_THAT(described().GlobalSecondaryIndexes, SizeIs(1));
  EXPECT_EQ(refusal([&] { dynamodb_.Query(query("by-wins", "Wins", "3")); }),
            "The table does not have the specified index: by-wins");
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateTable({.TableName = "scores"}); }).substr(0, 15), "At least one of");
  EXPECT_EQ(refusal(
                [&] {
                  dynamodb_.UpdateTable(
                      {.TableName = "scores", .GlobalSecondaryIndexUpdates = {{.Delete = {{.IndexName = "none"}}}}});
                },
                "ResourceNotFoundException"),
            "Requested resource not found: Index: none not found");
}

TEST_F(Indexes, AreRefusedWhenTheyAreNone) {
  const std::string start = "One or more parameter values were invalid: ";
  const auto wrong = [&](const std::function<void(api::CreateTableRequest&)>& change) {
    auto request = definition();
    request.TableName = "wrong";
    change(request);
    return refusal([&] { dynamodb_.CreateTable(request); });
  };
  EXPECT_EQ(wrong([](auto& r) { r.GlobalSecondaryIndexes[0].IndexName = "by-score"; }),
            start + "Duplicate index name: by-score");
  EXPECT_EQ(wrong([](auto& r) {
              r.LocalSecondaryIndexes[0].KeySchema = {hash_key("Game"), range_key("Score")};
            }),
            start +
                "Index KeySchema does not have the same leading hash key as table KeySchema for index: by-score. "
                "index hash key: Game, table hash key: UserId");
  EXPECT_EQ(wrong([](auto& r) { r.LocalSecondaryIndexes[0].KeySchema = {hash_key("UserId")}; }),
            start + "Index KeySchema does not have a range key for index: by-score");
  EXPECT_EQ(wrong([](auto& r) { r.KeySchema = {hash_key("UserId")}; }),
            start +
                "Table KeySchema does not have a range key, which is required when specifying a "
                "LocalSecondaryIndex");
  EXPECT_EQ(wrong([](auto& r) { r.GlobalSecondaryIndexes[0].Projection.reset(); }),
            start + "Unknown ProjectionType: null");
  EXPECT_EQ(wrong([](auto& r) { r.GlobalSecondaryIndexes[0].Projection->ProjectionType = "ALL"; }),
            start + "ProjectionType is ALL, but NonKeyAttributes is specified");
  EXPECT_EQ(wrong([](auto& r) { r.GlobalSecondaryIndexes[0].Projection->NonKeyAttributes.clear(); }),
            start + "ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
  EXPECT_EQ(wrong([](auto& r) { r.AttributeDefinitions.push_back({.AttributeName = "More", .AttributeType = "S"}); }),
            start +
                "Some AttributeDefinitions are not used. AttributeDefinitions: [UserId, Game, Score, More], keys "
                "used: [Game, Score, UserId]");
  EXPECT_EQ(wrong([](auto& r) {
              r.GlobalSecondaryIndexes[0].ProvisionedThroughput = {{.ReadCapacityUnits = 1, .WriteCapacityUnits = 1}};
            }),
            start +
                "ProvisionedThroughput should not be specified for index: by-game when BillingMode is "
                "PAY_PER_REQUEST");
  EXPECT_EQ(wrong([](auto& r) {
              r.BillingMode.reset();
              r.ProvisionedThroughput = {{.ReadCapacityUnits = 1, .WriteCapacityUnits = 1}};
            }),
            start + "ProvisionedThroughput is not specified for index: by-game");
}

}  // namespace
}  // namespace aws::region::dynamodb
