// UpdateItem, DeleteItem and BatchGetItem through the service, and the parameters that expressions have replaced.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Values = std::map<std::string, api::AttributeValue>;

class Updates : public ::testing::Test {
 protected:
  Updates() {
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "id", .AttributeType = "S"}},
                           .TableName = "things",
                           .KeySchema = {{.AttributeName = "id", .KeyType = "HASH"}},
                           .BillingMode = "PAY_PER_REQUEST"});
    put({{"id", {.S = "a"}}, {"n", {.N = "1"}}, {"s", {.S = "text"}}});
  }
  void put(Values item) { dynamodb_.PutItem({.TableName = "things", .Item = std::move(item)}); }
  static Values key(const char* id) { return {{"id", {.S = id}}}; }
  Values get(const char* id) { return dynamodb_.GetItem({.TableName = "things", .Key = key(id)}).Item; }
  static api::UpdateItemRequest update(const char* expression, const char* id = "a") {
    return {.TableName = "things",
            .Key = key(id),
            .UpdateExpression = expression,
            .ExpressionAttributeValues = Values{{":v", {.N = "5"}}}};
  }
  Values returned(const char* what) {
    auto request = update("SET n = n + :v, fresh = :v REMOVE s");
    request.ReturnValues = what;
    return dynamodb_.UpdateItem(request).Attributes;
  }
  api::UpdateItemResponse older(std::map<std::string, api::AttributeValueUpdate> updates) {
    return dynamodb_.UpdateItem({.TableName = "things", .Key = key("a"), .AttributeUpdates = std::move(updates)});
  }
  api::PutItemRequest expecting(std::map<std::string, api::ExpectedAttributeValue> expected) {
    return {.TableName = "things", .Item = get("a"), .Expected = std::move(expected)};
  }
  std::string held(std::map<std::string, api::ExpectedAttributeValue> expected) {
    return refusal([&] { dynamodb_.PutItem(expecting(std::move(expected))); }, "ConditionalCheckFailedException");
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

const std::string kNotHeld = "The conditional request failed";

TEST_F(Updates, ChangeWhatIsThereAndMakeWhatIsNot) {
  dynamodb_.UpdateItem(update("ADD n :v"));
  EXPECT_EQ(get("a").at("n").N, "6");
  dynamodb_.UpdateItem(update("ADD n :v", "b"));
  EXPECT_EQ(get("b"), (Values{{"id", {.S = "b"}}, {"n", {.N = "5"}}}));
  dynamodb_.UpdateItem({.TableName = "things", .Key = key("c")});
  EXPECT_EQ(get("c"), key("c"));
}

TEST_F(Updates, AnswerWhatTheyAreAskedFor) {
  EXPECT_THAT(returned("NONE"), IsEmpty());
  put({{"id", {.S = "a"}}, {"n", {.N = "1"}}, {"s", {.S = "text"}}});
  EXPECT_THAT(returned("ALL_OLD"), SizeIs(3));
  put({{"id", {.S = "a"}}, {"n", {.N = "1"}}, {"s", {.S = "text"}}});
  EXPECT_EQ(returned("UPDATED_OLD"), (Values{{"n", {.N = "1"}}, {"s", {.S = "text"}}}));
  EXPECT_EQ(returned("UPDATED_NEW"), (Values{{"n", {.N = "11"}}, {"fresh", {.N = "5"}}}));
  EXPECT_EQ(returned("ALL_NEW"), (Values{{"id", {.S = "a"}}, {"n", {.N = "16"}}, {"fresh", {.N = "5"}}}));
}

TEST_F(Updates, DependOnConditions) {
  auto request = update("SET n = :v");
  request.ConditionExpression = "n = :v";
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(request); }, "ConditionalCheckFailedException"), kNotHeld);
  EXPECT_EQ(get("a").at("n").N, "1");
  request.ConditionExpression = "attribute_exists(n)";
  dynamodb_.UpdateItem(request);
  EXPECT_EQ(get("a").at("n").N, "5");
  request.Key = key("none");
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(request); }, "ConditionalCheckFailedException"), kNotHeld);
  EXPECT_THAT(get("none"), IsEmpty());
}

TEST_F(Updates, LeaveTheKeyAndTheLimitsAlone) {
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(update("SET id = :v")); }),
            "One or more parameter values were invalid: Cannot update attribute id. This attribute is part of the key");
  auto large = update("SET s = :v");
  large.ExpressionAttributeValues = Values{{":v", {.S = std::string(400U * 1024U, 'x')}}};
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(large); }), "Item size to update has exceeded the maximum allowed size");
  auto unused = update("REMOVE n");
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(unused); }),
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:v}");
  unused.UpdateExpression.reset();
  EXPECT_EQ(refusal([&] { dynamodb_.UpdateItem(unused); }),
            "ExpressionAttributeValues can only be specified when using expressions: UpdateExpression and "
            "ConditionExpression are null");
}

TEST_F(Updates, ByTheOlderParametersDoTheSame) {
  older(
      {{"n", {.Value = {{.N = "2"}}, .Action = "ADD"}}, {"s", {.Action = "DELETE"}}, {"t", {.Value = {{.S = "new"}}}}});
  EXPECT_EQ(get("a"), (Values{{"id", {.S = "a"}}, {"n", {.N = "3"}}, {"t", {.S = "new"}}}));
  const std::string start = "One or more parameter values were invalid: ";
  EXPECT_EQ(refusal([&] {
              older({{"n", {}}});
            }),
            start + "Only DELETE action is allowed when no attribute value is specified");
  EXPECT_EQ(refusal([&] {
              older({{"n", {.Value = {{.S = "x"}}, .Action = "ADD"}}});
            }),
            start + "ADD action is not supported for the type S");
  EXPECT_EQ(refusal([&] {
              older({{"n", {.Value = {{.N = "1"}}, .Action = "DELETE"}}});
            }),
            start + "DELETE action with value is not supported for the type N");
}

TEST_F(Updates, ExpectWhatTheOlderParametersSay) {
  using List = std::vector<api::AttributeValue>;
  EXPECT_EQ(held({{"n", {.Value = {{.N = "1.0"}}}}}), "accepted");
  EXPECT_EQ(held({{"n", {.Value = {{.N = "2"}}}}}), kNotHeld);
  EXPECT_EQ(held({{"none", {.Exists = false}}}), "accepted");
  EXPECT_EQ(held({{"n", {.Exists = false}}}), kNotHeld);
  const auto compared = [&](const char* attribute, const char* comparison, List list) {
    return held({{attribute, {.ComparisonOperator = comparison, .AttributeValueList = std::move(list)}}}) == "accepted";
  };
  EXPECT_TRUE(compared("n", "LE", {{.N = "1"}}));
  EXPECT_FALSE(compared("n", "LT", {{.N = "1"}}));
  EXPECT_TRUE(compared("n", "BETWEEN", {{.N = "0"}, {.N = "1"}}));
  EXPECT_TRUE(compared("n", "IN", {{.N = "0"}, {.N = "1"}}));
  EXPECT_TRUE(compared("n", "NE", {{.S = "1"}}));
  EXPECT_TRUE(compared("none", "NULL", {}));
  EXPECT_TRUE(compared("n", "NOT_NULL", {}));
  EXPECT_TRUE(compared("s", "CONTAINS", {{.S = "ex"}}));
  EXPECT_FALSE(compared("s", "NOT_CONTAINS", {{.S = "ex"}}));
  EXPECT_TRUE(compared("s", "BEGINS_WITH", {{.S = "te"}}));
  auto either = expecting({{"n", {.Value = {{.N = "2"}}}}, {"s", {.Value = {{.S = "text"}}}}});
  EXPECT_EQ(refusal([&] { dynamodb_.PutItem(either); }, "ConditionalCheckFailedException"), kNotHeld);
  either.ConditionalOperator = "OR";
  dynamodb_.PutItem(either);

  const std::string start = "One or more parameter values were invalid: ";
  const auto wrong = [&](api::ExpectedAttributeValue expected) {
    return refusal([&] { dynamodb_.PutItem(expecting({{"n", std::move(expected)}})); });
  };
  EXPECT_EQ(wrong({}), start + "Value must be provided when Exists is null for Attribute: n");
  EXPECT_EQ(wrong({.Exists = true}), start + "Value must be provided when Exists is true for Attribute: n");
  EXPECT_EQ(wrong({.Value = {{.N = "1"}}, .Exists = false}),
            start + "Value cannot be used when Exists is false for Attribute: n");
  EXPECT_EQ(wrong({.ComparisonOperator = "EQ"}), start + "Invalid number of argument(s) for the EQ ComparisonOperator");
  EXPECT_EQ(wrong({.ComparisonOperator = "LT", .AttributeValueList = {{.BOOL = true}}}),
            start + "ComparisonOperator LT is not valid for BOOL AttributeValue type");
  EXPECT_EQ(refusal([&] { dynamodb_.PutItem({.TableName = "things", .Item = key("a"), .ConditionalOperator = "OR"}); }),
            "ConditionalOperator cannot be used without Filter or Expected");
}

TEST_F(Updates, ADeletedItemIsAnsweredWhenAskedFor) {
  api::DeleteItemRequest request{.TableName = "things", .Key = key("a"), .ReturnValues = "ALL_OLD"};
  request.ConditionExpression = "attribute_not_exists(n)";
  EXPECT_EQ(refusal([&] { dynamodb_.DeleteItem(request); }, "ConditionalCheckFailedException"), kNotHeld);
  request.ConditionExpression.reset();
  EXPECT_THAT(dynamodb_.DeleteItem(request).Attributes, SizeIs(3));
  EXPECT_THAT(get("a"), IsEmpty());
  EXPECT_THAT(dynamodb_.DeleteItem(request).Attributes, IsEmpty());
  request.ReturnValues = "UPDATED_OLD";
  EXPECT_EQ(refusal([&] { dynamodb_.DeleteItem(request); }), "Return values set to invalid value");
}

TEST_F(Updates, ManyItemsAreReadAtOnce) {
  put(key("b"));
  const auto read = [&](std::vector<Values> keys, std::optional<std::string> projection = {}) {
    return dynamodb_.BatchGetItem(
        {.RequestItems = {{{"things", {.Keys = std::move(keys), .ProjectionExpression = std::move(projection)}}}},
         .ReturnConsumedCapacity = "TOTAL"});
  };
  const auto response = read({key("b"), key("none"), key("a")});
  EXPECT_THAT(response.Responses.at("things"), ElementsAre(key("b"), get("a")));
  EXPECT_THAT(response.UnprocessedKeys, IsEmpty());
  EXPECT_EQ(response.ConsumedCapacity.at(0).CapacityUnits, 1.5);
  EXPECT_THAT(read({key("a")}, "n").Responses.at("things"), ElementsAre(Values{{"n", {.N = "1"}}}));
  EXPECT_EQ(refusal([&] { read({key("a"), key("a")}); }), "Provided list of item keys contains duplicates");
  std::vector<Values> many;
  for (int i = 0; i < 101; ++i) many.push_back(key(std::to_string(i).c_str()));
  EXPECT_EQ(refusal([&] { read(many); }), "Too many items requested for the BatchGetItem call");
}

TEST_F(Updates, WhatIsTooMuchForAReplyIsLeftForTheNextCall) {
  std::vector<Values> keys;
  for (int i = 0; i < 50; ++i) {
    keys.push_back(key(std::to_string(i).c_str()));
    auto item = keys.back();
    item["large"] = {.S = std::string(390U * 1024U, 'x')};
    put(item);
  }
  const auto first = dynamodb_.BatchGetItem({.RequestItems = {{{"things", {.Keys = keys}}}}});
  EXPECT_EQ(first.Responses.at("things").size(), 42U);
  EXPECT_EQ(first.UnprocessedKeys.at("things").Keys->size(), 8U);
  const auto second = dynamodb_.BatchGetItem({.RequestItems = first.UnprocessedKeys});
  EXPECT_EQ(second.Responses.at("things").size(), 8U);
  EXPECT_TRUE(second.UnprocessedKeys.empty());
}

}  // namespace
}  // namespace aws::region::dynamodb
