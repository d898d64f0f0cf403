// What reads and writes cost on a table with indexes.
#include <gmock/gmock.h>

#include <utility>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using Values = std::map<std::string, api::AttributeValue>;

// The entries of an owner, by number; by day in a local index and by kind, with their labels, in a global one.
class IndexCapacity : public ::testing::Test {
 protected:
  static api::KeySchemaElement part(const char* name, const char* type) {
    return {.AttributeName = name, .KeyType = type};
  }
  void SetUp() override {
    dynamodb_.CreateTable(
        {.AttributeDefinitions = {{.AttributeName = "owner", .AttributeType = "S"},
                                  {.AttributeName = "number", .AttributeType = "N"},
                                  {.AttributeName = "day", .AttributeType = "S"},
                                  {.AttributeName = "kind", .AttributeType = "S"}},
         .TableName = "entries",
         .KeySchema = {part("owner", "HASH"), part("number", "RANGE")},
         .LocalSecondaryIndexes = {{.IndexName = "by-day",
                                    .KeySchema = {part("owner", "HASH"), part("day", "RANGE")},
                                    .Projection = {{.ProjectionType = "KEYS_ONLY"}}}},
         .GlobalSecondaryIndexes = {{.IndexName = "by-kind",
                                     .KeySchema = {part("kind", "HASH")},
                                     .Projection = {{.ProjectionType = "INCLUDE", .NonKeyAttributes = {"label"}}}}},
         .BillingMode = "PAY_PER_REQUEST"});
  }
  static Values key(const char* number) { return {{"owner", {.S = "ann"}}, {"number", {.N = number}}}; }
  static Values entry(Values more, const char* number = "7") {
    more.merge(key(number));
    return more;
  }
  api::ConsumedCapacity put(Values more) {
    return *dynamodb_
                .PutItem({.TableName = "entries", .Item = entry(std::move(more)), .ReturnConsumedCapacity = "INDEXES"})
                .ConsumedCapacity;
  }
  api::QueryRequest query_of(const char* index, const char* attribute, const char* value) {
    return {.TableName = "entries",
            .IndexName = index,
            .ReturnConsumedCapacity = "INDEXES",
            .KeyConditionExpression = "#a = :v",
            .ExpressionAttributeNames = std::map<std::string, std::string>{{"#a", attribute}},
            .ExpressionAttributeValues = Values{{":v", {.S = value}}}};
  }
  api::ConsumedCapacity cost_of(const api::QueryRequest& request) { return *dynamodb_.Query(request).ConsumedCapacity; }
  // Indexes that cost nothing are not named.
  static api::ConsumedCapacity cost(double table, double day, double kind) {
    api::ConsumedCapacity cost{.TableName = "entries", .CapacityUnits = table + day + kind};
    cost.Table = {.CapacityUnits = table};
    if (day > 0) cost.LocalSecondaryIndexes["by-day"].CapacityUnits = day;
    if (kind > 0) cost.GlobalSecondaryIndexes["by-kind"].CapacityUnits = kind;
    return cost;
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
  const api::AttributeValue monday_{.S = "monday"};
  const api::AttributeValue food_{.S = "food"};
  const api::AttributeValue rent_{.S = "rent"};
};

api::AttributeValue text_of(std::size_t bytes) { return {.S = std::string(bytes, 'x')}; }

TEST_F(IndexCapacity, WritesCostWhatChangesInEachIndex) {
  EXPECT_EQ(put({}), cost(1, 0, 0));
  EXPECT_EQ(put({{"day", monday_}, {"kind", food_}}), cost(1, 1, 1));
  EXPECT_EQ(put({{"day", monday_}, {"kind", food_}, {"more", rent_}}), cost(1, 0, 0)) << "what no index has";
  EXPECT_EQ(put({{"day", monday_}, {"kind", food_}, {"label", rent_}}), cost(1, 0, 1)) << "what one of them has";
  EXPECT_EQ(put({{"day", monday_}, {"kind", rent_}}), cost(1, 0, 2)) << "out of one place, into another";
  EXPECT_EQ(put({{"kind", rent_}}), cost(1, 1, 0));
  api::DeleteItemRequest removal{.TableName = "entries", .Key = key("7"), .ReturnConsumedCapacity = "INDEXES"};
  EXPECT_EQ(dynamodb_.DeleteItem(removal).ConsumedCapacity, cost(1, 0, 1));
  EXPECT_EQ(dynamodb_.DeleteItem(removal).ConsumedCapacity, cost(1, 0, 0)) << "no item";
}

TEST_F(IndexCapacity, OnlyWhatAnIndexHasCountsInIt) {
  EXPECT_EQ(put({{"day", monday_}, {"kind", food_}, {"label", text_of(2500)}}), cost(3, 1, 3));
  EXPECT_EQ(put({{"day", monday_}, {"kind", food_}}), cost(3, 0, 3)) << "the larger one";
  EXPECT_EQ(put({{"day", monday_}, {"kind", rent_}, {"label", text_of(1500)}}), cost(2, 0, 3)) << "each by its size";
}

TEST_F(IndexCapacity, TheTotalHasTheIndexes) {
  const auto response = dynamodb_.UpdateItem({.TableName = "entries",
                                              .Key = key("7"),
                                              .ReturnConsumedCapacity = "TOTAL",
                                              .UpdateExpression = "SET kind = :k",
                                              .ExpressionAttributeValues = Values{{":k", food_}}});
  EXPECT_EQ(response.ConsumedCapacity, (api::ConsumedCapacity{.TableName = "entries", .CapacityUnits = 2.0}));
}

TEST_F(IndexCapacity, BatchesAddUp) {
  put({{"day", monday_}});
  const auto response =
      dynamodb_.BatchWriteItem({.RequestItems =
                                    std::map<std::string, std::vector<api::WriteRequest>>{
                                        {"entries",
                                         {{.PutRequest = {{.Item = entry({{"day", monday_}, {"kind", food_}}, "8")}}},
                                          {.DeleteRequest = {{.Key = key("7")}}}}}},
                                .ReturnConsumedCapacity = "INDEXES"});
  EXPECT_THAT(response.ConsumedCapacity, ::testing::ElementsAre(cost(2, 2, 1)));
}

TEST_F(IndexCapacity, TransactionsCostTwiceAndSayOfWhat) {
  const auto written = dynamodb_.TransactWriteItems(
      {.TransactItems = {{{.Put = {{.Item = entry({{"kind", food_}}), .TableName = "entries"}}}}},
       .ReturnConsumedCapacity = "INDEXES"});
  auto writes = cost(2, 0, 2);
  writes.WriteCapacityUnits = 4;
  writes.Table->WriteCapacityUnits = 2;
  writes.GlobalSecondaryIndexes["by-kind"].WriteCapacityUnits = 2;
  EXPECT_THAT(written.ConsumedCapacity, ::testing::ElementsAre(writes));

  api::TransactGetItemsRequest request{.TransactItems = {{{.Get = {{.Key = key("7"), .TableName = "entries"}}}}},
                                       .ReturnConsumedCapacity = "INDEXES"};
  auto reads = cost(2, 0, 0);
  reads.ReadCapacityUnits = 2;
  reads.Table->ReadCapacityUnits = 2;
  EXPECT_THAT(dynamodb_.TransactGetItems(request).ConsumedCapacity, ::testing::ElementsAre(reads));
  request.ReturnConsumedCapacity = "TOTAL";
  reads.Table.reset();
  EXPECT_THAT(dynamodb_.TransactGetItems(request).ConsumedCapacity, ::testing::ElementsAre(reads));
}

TEST_F(IndexCapacity, ReadsOfAnIndexAreTheIndexs) {
  put({{"day", monday_}, {"kind", rent_}, {"text", text_of(5000)}});
  auto rent = query_of("by-kind", "kind", "rent");
  EXPECT_EQ(cost_of(rent), cost(0, 0, 0.5));
  rent.ReturnConsumedCapacity = "TOTAL";
  EXPECT_EQ(cost_of(rent), (api::ConsumedCapacity{.TableName = "entries", .CapacityUnits = 0.5}));
  auto ann = query_of("by-day", "owner", "ann");
  ann.ConsistentRead = true;
  EXPECT_EQ(cost_of(ann), cost(0, 1, 0));
  api::ScanRequest scan{.TableName = "entries", .IndexName = "by-day", .ReturnConsumedCapacity = "INDEXES"};
  EXPECT_EQ(dynamodb_.Scan(scan).ConsumedCapacity, cost(0, 0.5, 0));
  scan.IndexName.reset();
  EXPECT_EQ(dynamodb_.Scan(scan).ConsumedCapacity, cost(1, 0, 0)) << "the table itself";
}

TEST_F(IndexCapacity, WhatALocalIndexFetchesIsTheTables) {
  put({{"day", monday_}, {"text", text_of(5000)}});
  dynamodb_.PutItem({.TableName = "entries", .Item = entry({{"day", monday_}}, "8")});
  auto request = query_of("by-day", "owner", "ann");
  request.Select = "ALL_ATTRIBUTES";
  EXPECT_EQ(cost_of(request), cost(1.5, 0.5, 0));
  request.ConsistentRead = true;
  EXPECT_EQ(cost_of(request), cost(3, 1, 0));
  request.Select.reset();
  request.ProjectionExpression = "label";
  EXPECT_EQ(cost_of(request), cost(3, 1, 0));
  request.ProjectionExpression = "#a";
  EXPECT_EQ(cost_of(request), cost(0, 1, 0)) << "nothing to fetch";
}

}  // namespace
}  // namespace aws::region::dynamodb
