// TransactWriteItems and TransactGetItems through the service.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Values = std::map<std::string, api::AttributeValue>;

class Transactions : public ::testing::Test {
 protected:
  Transactions() {
    for (const char* name : {"accounts", "orders"}) {
      dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                             .TableName = name,
                             .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                             .BillingMode = "PAY_PER_REQUEST"});
    }
    dynamodb_.PutItem({.TableName = "accounts", .Item = {{"id", {.S = "ann"}}, {"money", {.N = "100"}}}});
  }
  static Values key(const char* id) { return {{"id", {.S = id}}}; }
  static api::TransactWriteItem pay(const char* amount) {
    return {.Update = {{.Key = key("ann"),
                        .UpdateExpression = "SET money = money - :a",
                        .TableName = "accounts",
                        .ConditionExpression = "money >= :a",
                        .ExpressionAttributeValues = Values{{":a", {.N = amount}}},
                        .ReturnValuesOnConditionCheckFailure = "ALL_OLD"}}};
  }
  static api::TransactWriteItem order(const char* id) {
    return {.Put = {{.Item = key(id), .TableName = "orders", .ConditionExpression = "attribute_not_exists(id)"}}};
  }
  static api::TransactWriteItem remove(const char* id) { return {.Delete = {{.Key = key(id), .TableName = "orders"}}}; }
  static api::TransactWriteItem exists(const char* id) {
    return {.ConditionCheck = {{.Key = key(id), .TableName = "orders", .ConditionExpression = "attribute_exists(id)"}}};
  }
  void write(std::vector<api::TransactWriteItem> items, std::optional<std::string> token = {}) {
    dynamodb_.TransactWriteItems({.TransactItems = std::move(items), .ClientRequestToken = std::move(token)});
  }
  Error cancellation(std::vector<api::TransactWriteItem> items) {
    try {
      write(std::move(items));
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), "TransactionCanceledException");
      return error;
    }
    return {"none", "none"};
  }
  std::string money() { return *dynamodb_.GetItem({.TableName = "accounts", .Key = key("ann")}).Item.at("money").N; }
  bool ordered(const char* id) { return !dynamodb_.GetItem({.TableName = "orders", .Key = key(id)}).Item.empty(); }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

TEST_F(Transactions, TakeEffectTogether) {
  write({pay("30"), order("one")});
  EXPECT_EQ(money(), "70");
  EXPECT_TRUE(ordered("one"));
  write({exists("one"), pay("1"), order("two")});
  write({remove("one"), remove("none")});
  EXPECT_FALSE(ordered("one"));
}

TEST_F(Transactions, OrNotAtAll) {
  const auto error = cancellation({pay("101"), order("one"), exists("two")});
  EXPECT_EQ(error.message(),
            "Transaction cancelled, please refer cancellation reasons for specific reasons [ConditionalCheckFailed, "
            "None, ConditionalCheckFailed]");
  EXPECT_EQ(error.members(),
            R"({"CancellationReasons":[{"Code":"ConditionalCheckFailed","Message":"The conditional request failed",)"
            R"("Item":{"id":{"S":"ann"},"money":{"N":"100"}}},{"Code":"None"},)"
            R"({"Code":"ConditionalCheckFailed","Message":"The conditional request failed"}]})");
  EXPECT_EQ(money(), "100");
  EXPECT_FALSE(ordered("one"));
}

TEST_F(Transactions, SayWhatCannotBeDoneToAnItem) {
  const api::TransactWriteItem wrong{.Update = {{.Key = key("ann"),
                                                 .UpdateExpression = "SET money = absent + :a",
                                                 .TableName = "accounts",
                                                 .ExpressionAttributeValues = Values{{":a", {.N = "1"}}}}}};
  const auto error = cancellation({order("one"), wrong});
  EXPECT_THAT(error.message(), HasSubstr("[None, ValidationError]"));
  EXPECT_THAT(error.members(), HasSubstr("refers to an attribute that does not exist in the item"));
  EXPECT_FALSE(ordered("one"));
}

TEST_F(Transactions, AFailureOfTheDiskHalfwayLeavesNothing) {
  for (int writes = 0; writes < 3; ++writes) {
    store_.fail_after(writes);
    EXPECT_THROW(write({pay("30"), order("one")}, "token"), Unrecoverable) << writes;
    store_.fail_after(1000);
    EXPECT_EQ(money(), "100");
    EXPECT_FALSE(ordered("one"));
  }
  write({pay("30"), order("one")}, "token");
  EXPECT_EQ(money(), "70");
}

TEST_F(Transactions, AreCarriedOutOnceForAToken) {
  write({pay("30")}, "token");
  write({pay("30")}, "token");
  EXPECT_EQ(money(), "70");
  EXPECT_THAT(refusal([&] { write({pay("31")}, "token"); }, "IdempotentParameterMismatchException"),
              HasSubstr("same client token"));
  RunningDynamoDb again(store_);
  again.called.TransactWriteItems({.TransactItems = {{pay("30")}}, .ClientRequestToken = "token"});
  EXPECT_EQ(money(), "70");
  running_.clock.advance(std::chrono::minutes(11));
  write({pay("30")}, "token");
  EXPECT_EQ(money(), "40");
}

TEST_F(Transactions, OnceMoreForATokenCostWhatItTakesToRead) {
  const auto cost = [&] {
    return dynamodb_
        .TransactWriteItems(
            {.TransactItems = {{pay("30")}}, .ReturnConsumedCapacity = "TOTAL", .ClientRequestToken = "token"})
        .ConsumedCapacity.at(0);
  };
  EXPECT_EQ(cost().WriteCapacityUnits, 2);
  EXPECT_EQ(cost().ReadCapacityUnits, 2);
  EXPECT_FALSE(cost().WriteCapacityUnits);
}

TEST_F(Transactions, TakeFourMegabytes) {
  std::vector<api::TransactWriteItem> large;
  for (int i = 0; i < 11; ++i) {
    large.push_back(order(std::to_string(i).c_str()));
    large.back().Put->Item["text"] = {.S = std::string(399'000, 'x')};
  }
  EXPECT_EQ(refusal([&] { write(large); }), "The items of a transaction have more than 4 MB");
  large.pop_back();
  write(large);
}

TEST_F(Transactions, AreRefusedWhenTheyAreNone) {
  EXPECT_EQ(refusal([&] {
              write({order("one"), remove("one")});
            }),
            "Transaction request cannot include multiple operations on one item");
  api::TransactWriteItem both = order("one");
  both.Delete = remove("two").Delete;
  EXPECT_EQ(refusal([&] { write({both}); }), "TransactItems can only contain one of Check, Put, Update or Delete");
  EXPECT_EQ(refusal([&] { write({{}}); }), "TransactItems can only contain one of Check, Put, Update or Delete");
  auto elsewhere = order("one");
  elsewhere.Put->TableName = "none";
  EXPECT_EQ(refusal([&] { write({elsewhere}); }, "ResourceNotFoundException"), "Requested resource not found");
}

TEST_F(Transactions, SayOfWhichPartTheKeyIsNotOfTheSchema) {
  auto wrong = order("one");
  wrong.Put->Item.at("id") = {.N = "5"};
  EXPECT_THAT(cancellation({pay("1"), wrong}).members(), HasSubstr("Type mismatch for key id expected: S actual: N"));
  auto removal = remove("one");
  removal.Delete->Key.at("id") = {.N = "5"};
  const auto error = cancellation({pay("1"), removal});
  EXPECT_THAT(error.message(), HasSubstr("[None, ValidationError]"));
  EXPECT_THAT(error.members(), HasSubstr("The provided key element does not match the schema"));
  EXPECT_EQ(money(), "100");
  removal.Delete->Key.at("id") = {.S = ""};
  EXPECT_THAT(refusal([&] { write({removal}); }), HasSubstr("cannot contain an empty string value. Key: id"));
  EXPECT_THAT(refusal(
                  [&] {
                    dynamodb_.TransactGetItems(
                        {.TransactItems = {{{.Get = {{.Key = {{"id", {.N = "5"}}}, .TableName = "orders"}}}}}});
                  },
                  "TransactionCanceledException"),
              HasSubstr("[ValidationError]"));
}

TEST_F(Transactions, SayOfWhichPartAnIndexsKeyIsOfAnotherType) {
  dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"},
                                                  {.AttributeName = "score", .AttributeType = "N"}},
                         .TableName = "games",
                         .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                         .GlobalSecondaryIndexes = {{.IndexName = "by_score",
                                                     .KeySchema = {{.AttributeName = "score", .KeyType = "HASH"}},
                                                     .Projection = {{.ProjectionType = "ALL"}}}},
                         .BillingMode = "PAY_PER_REQUEST"});
  const api::TransactWriteItem put{
      .Put = {{.Item = {{"id", {.S = "x"}}, {"score", {.S = "high"}}}, .TableName = "games"}}};
  const api::TransactWriteItem update{.Update = {{.Key = key("x"),
                                                  .UpdateExpression = "SET score = :s",
                                                  .TableName = "games",
                                                  .ExpressionAttributeValues = Values{{":s", {.S = "high"}}}}}};
  for (const auto& wrong : {put, update}) {
    const auto error = cancellation({pay("1"), wrong});
    EXPECT_THAT(error.message(), HasSubstr("[None, ValidationError]"));
  }
  EXPECT_THAT(cancellation({pay("1"), put}).members(),
              HasSubstr("Type mismatch for Index Key score Expected: N Actual: S IndexName: by_score"));
  EXPECT_EQ(money(), "100");
}

TEST_F(Transactions, NameATableAsTheyAreAsked) {
  const std::string arn = *dynamodb_.DescribeTable({.TableName = "orders"}).Table->TableArn;
  auto one = order("one");
  one.Put->TableName = arn;
  const auto written = dynamodb_.TransactWriteItems(
      {.TransactItems = std::vector<api::TransactWriteItem>{one, pay("1")}, .ReturnConsumedCapacity = "TOTAL"});
  ASSERT_EQ(written.ConsumedCapacity.size(), 2U);
  EXPECT_EQ(written.ConsumedCapacity[0].TableName, "accounts");
  EXPECT_EQ(written.ConsumedCapacity[1].TableName, arn);
  const auto read = dynamodb_.TransactGetItems(
      {.TransactItems = {{{.Get = {{.Key = key("one"), .TableName = arn}}}}}, .ReturnConsumedCapacity = "TOTAL"});
  EXPECT_EQ(read.ConsumedCapacity.at(0).TableName, arn);
}

TEST_F(Transactions, ReadSeveralItems) {
  const auto read = [](const char* table, const char* id, std::optional<std::string> projection = {}) {
    return api::TransactGetItem{
        .Get = {{.Key = key(id), .TableName = table, .ProjectionExpression = std::move(projection)}}};
  };
  const auto response =
      dynamodb_.TransactGetItems({.TransactItems = {{read("accounts", "ann", "money"), read("orders", "none")}},
                                  .ReturnConsumedCapacity = "TOTAL"});
  ASSERT_EQ(response.Responses.size(), 2U);
  EXPECT_EQ(response.Responses[0].Item, (Values{{"money", {.N = "100"}}}));
  EXPECT_THAT(response.Responses[1].Item, IsEmpty());
  EXPECT_EQ(response.ConsumedCapacity.at(0).CapacityUnits, 2.0);
  EXPECT_EQ(refusal([&] {
              dynamodb_.TransactGetItems({.TransactItems = {{read("orders", "x"), read("orders", "x")}}});
            }),
            "Transaction request cannot include multiple operations on one item");
}

}  // namespace
}  // namespace aws::region::dynamodb
