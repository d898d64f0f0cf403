// Items through the service: put, get, batches, keys, limits.
#include <gmock/gmock.h>

#include "region/dynamodb/dynamodb_fixture.h"
#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Values = std::map<std::string, api::AttributeValue>;

constexpr const char* kMismatch = "The provided key element does not match the schema";

class Items : public ::testing::Test {
 protected:
  Items() {
    service_.CreateTable({.AttributeDefinitions = {{.AttributeName = "MediaType", .AttributeType = "S"},
                                                   {.AttributeName = "ItemId", .AttributeType = "N"}},
                          .TableName = "media",
                          .KeySchema = {{.AttributeName = "MediaType", .KeyType = "HASH"},
                                        {.AttributeName = "ItemId", .KeyType = "RANGE"}},
                          .BillingMode = "PAY_PER_REQUEST"});
  }

  static Values key(std::string type, std::string id) {
    return {{"MediaType", {.S = std::move(type)}}, {"ItemId", {.N = std::move(id)}}};
  }
  static Values item(std::string type, std::string id, std::string title) {
    Values values = key(std::move(type), std::move(id));
    values["Title"] = {.S = std::move(title)};
    return values;
  }
  static api::WriteRequest put(Values values) { return {.PutRequest = {{.Item = std::move(values)}}}; }
  static api::WriteRequest erase(Values values) { return {.DeleteRequest = {{.Key = std::move(values)}}}; }

  void put_item(Values values) { service_.PutItem({.TableName = "media", .Item = std::move(values)}); }
  Values get(Values key) { return service_.GetItem({.TableName = "media", .Key = std::move(key)}).Item; }
  api::BatchWriteItemResponse batch(std::vector<api::WriteRequest> writes) {
    return service_.BatchWriteItem({.RequestItems = {{{"media", std::move(writes)}}}});
  }
  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& service_ = running_.called;
};

TEST_F(Items, ArePutAndFoundByTheirKeysValue) {
  put_item(item("Book", "01", "Delta"));
  EXPECT_EQ(get(key("Book", "1.0")), item("Book", "1", "Delta"));
  EXPECT_THAT(get(key("Book", "2")), IsEmpty());
  EXPECT_THAT(get(key("Movie", "1")), IsEmpty());
}

TEST_F(Items, SurviveARestart) {
  put_item(item("Book", "1", "Delta"));
  RunningDynamoDb again(store_);
  EXPECT_EQ(again.called.GetItem({.TableName = "media", .Key = key("Book", "1")}).Item, item("Book", "1", "Delta"));
}

TEST_F(Items, ArePutAndDeletedInBatches) {
  const auto response =
      batch({put(item("Book", "1", "One")), put(item("Book", "2", "Two")), put(item("Song", "1", ""))});
  EXPECT_THAT(response.UnprocessedItems, IsEmpty());
  EXPECT_EQ(service_.DescribeTable({.TableName = "media"}).Table->ItemCount, 3);
  batch({erase(key("Book", "1")), put(item("Book", "2", "Zwei")), erase(key("Book", "99"))});
  EXPECT_THAT(get(key("Book", "1")), IsEmpty());
  EXPECT_EQ(get(key("Book", "2")).at("Title").S, "Zwei");
}

TEST_F(Items, GoWithTheirTable) {
  put_item(item("Book", "1", "Delta"));
  const auto id = *service_.DescribeTable({.TableName = "media"}).Table->TableId;
  const auto rows = [&] {
    int count = 0;
    Rows(store_).walk("dynamodb/" + id, {}, Order::kForward, [&](Row&&) { return ++count; });
    return count;
  };
  EXPECT_EQ(rows(), 1);
  service_.DeleteTable({.TableName = "media"});
  EXPECT_EQ(rows(), 0);
}

TEST_F(Items, OfATableThatIsNotThereAreNotFound) {
  const std::string expected = "Requested resource not found";
  const std::string code = "ResourceNotFoundException";
  EXPECT_EQ(refusal([&] { service_.GetItem({.TableName = "gone", .Key = key("Book", "1")}); }, code), expected);
  EXPECT_EQ(refusal([&] { service_.PutItem({.TableName = "gone", .Item = key("Book", "1")}); }, code), expected);
  EXPECT_EQ(refusal(
                [&] {
                  service_.BatchWriteItem({.RequestItems = {{{"gone", {put(key("Book", "1"))}}}}});
                },
                code),
            expected);
}

TEST_F(Items, AreReadWithExactlyTheTablesKey) {
  Values only_hash = {{"MediaType", {.S = "Book"}}};
  Values wrong_type = {{"MediaType", {.S = "Book"}}, {"ItemId", {.S = "1"}}};
  for (const Values& wrong : {Values{}, only_hash, wrong_type, item("Book", "1", "more")}) {
    EXPECT_EQ(refusal([&] { get(wrong); }), kMismatch);
    EXPECT_EQ(refusal([&] { batch({erase(wrong)}); }), kMismatch);
  }
  EXPECT_EQ(refusal([&] { batch({put(only_hash)}); }), kMismatch);
  EXPECT_EQ(refusal([&] { get(key("", "1")); }),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: MediaType");
}

TEST_F(Items, ArePutWithTheTablesKey) {
  EXPECT_EQ(refusal([&] {
              put_item({{"MediaType", {.S = "Book"}}});
            }),
            "One or more parameter values were invalid: Missing the key ItemId in the item");
  EXPECT_EQ(refusal([&] {
              put_item({{"MediaType", {.S = "Book"}}, {"ItemId", {.S = "1"}}});
            }),
            "One or more parameter values were invalid: Type mismatch for key ItemId expected: N actual: S");
  EXPECT_EQ(refusal([&] { put_item(key("", "1")); }),
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            "empty string value. Key: MediaType");
  EXPECT_EQ(refusal([&] { put_item(key(std::string(2049, 'k'), "1")); }),
            "One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 "
            "bytes");
}

TEST_F(Items, AreAtMost400KilobytesLarge) {
  const std::size_t rest =
      bytes_of({{"MediaType", {std::string("Book")}}, {"ItemId", {Number::parse("1")}}, {"Title", {std::string()}}});
  put_item(item("Book", "1", std::string(400U * 1024U - rest, 'x')));
  const auto too_large = item("Book", "1", std::string(400U * 1024U - rest + 1, 'x'));
  EXPECT_EQ(refusal([&] { put_item(too_large); }), "Item size has exceeded the maximum allowed size");
  EXPECT_EQ(refusal([&] { batch({put(too_large)}); }), "Item size has exceeded the maximum allowed size");
}

TEST_F(Items, OfABatchAreTwentyFiveAtMostAndAllDifferent) {
  std::vector<api::WriteRequest> writes;
  for (int i = 0; i < 25; ++i) writes.push_back(put(item("Book", std::to_string(i), "x")));
  batch(writes);
  writes.push_back(put(item("Book", "26", "x")));
  EXPECT_EQ(refusal([&] { batch(writes); }), "Too many items requested for the BatchWriteItem call");
  EXPECT_EQ(refusal([&] {
              batch({put(item("Song", "1", "a")), erase(key("Song", "1.0"))});
            }),
            "Provided list of item keys contains duplicates");
  EXPECT_THAT(get(key("Song", "1")), IsEmpty());
  EXPECT_EQ(refusal([&] { batch({api::WriteRequest{}}); }),
            "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

TEST_F(Items, OfABatchAreAllWrittenOrNone) {
  EXPECT_EQ(refusal([&] { batch({put(item("Book", "1", "One")), put({{"MediaType", {.S = "Book"}}})}); }), kMismatch);
  EXPECT_THAT(get(key("Book", "1")), IsEmpty());
}

TEST_F(Items, ThatWereReplacedAreAnsweredWhenAskedFor) {
  const auto replace = [&](std::string title) {
    return service_.PutItem(
        {.TableName = "media", .Item = item("Book", "1", std::move(title)), .ReturnValues = "ALL_OLD"});
  };
  EXPECT_THAT(replace("Delta").Attributes, IsEmpty());
  EXPECT_EQ(replace("Echo").Attributes, item("Book", "1", "Delta"));
  EXPECT_EQ(refusal([&] {
              service_.PutItem({.TableName = "media", .Item = item("Book", "1", "x"), .ReturnValues = "ALL_NEW"});
            }),
            "Return values set to invalid value");
}

TEST_F(Items, ArePutOnCondition) {
  api::PutItemRequest request{.TableName = "media",
                              .Item = item("Book", "1", "Delta"),
                              .ConditionExpression = "attribute_not_exists(MediaType)"};
  service_.PutItem(request);
  request.Item = item("Book", "1", "Echo");
  EXPECT_EQ(refusal([&] { service_.PutItem(request); }, "ConditionalCheckFailedException"),
            "The conditional request failed");
  EXPECT_EQ(get(key("Book", "1")).at("Title").S, "Delta");
  request.ConditionExpression = "Title = :title";
  request.ExpressionAttributeValues = Values();
  EXPECT_EQ(refusal([&] { service_.PutItem(request); }), "ExpressionAttributeValues must not be empty");
  request.ExpressionAttributeValues = Values{{":title", {.S = "Delta"}}};
  service_.PutItem(request);
  EXPECT_EQ(get(key("Book", "1")).at("Title").S, "Echo");
  request.Expected = {{"Title", {.Exists = false}}};
  EXPECT_EQ(refusal([&] { service_.PutItem(request); }),
            "Can not use both expression and non-expression parameters in the same request: Non-expression "
            "parameters: {Expected} Expression parameters: {ConditionExpression}");
  request.ConditionExpression.reset();
  request.ExpressionAttributeValues = std::nullopt;
  EXPECT_EQ(refusal([&] { service_.PutItem(request); }, "ConditionalCheckFailedException"),
            "The conditional request failed");
}

TEST_F(Items, CostCapacityByTheKilobyte) {
  const auto written = service_.PutItem(
      {.TableName = "media", .Item = item("Book", "1", std::string(1500, 'x')), .ReturnConsumedCapacity = "TOTAL"});
  EXPECT_EQ(written.ConsumedCapacity, (api::ConsumedCapacity{.TableName = "media", .CapacityUnits = 2.0}));
  api::GetItemRequest read{.TableName = "media", .Key = key("Book", "1"), .ReturnConsumedCapacity = "TOTAL"};
  EXPECT_EQ(service_.GetItem(read).ConsumedCapacity->CapacityUnits, 0.5);
  read.ConsistentRead = true;
  EXPECT_EQ(service_.GetItem(read).ConsumedCapacity->CapacityUnits, 1.0);
  read.ReturnConsumedCapacity = "NONE";
  EXPECT_FALSE(service_.GetItem(read).ConsumedCapacity);
}

TEST_F(Items, AreProjectedOnTopLevelAttributes) {
  put_item(item("Book", "1", "Delta"));
  const auto projected = [&](std::optional<std::string> expression,
                             std::optional<std::map<std::string, std::string>> names) {
    return service_
        .GetItem({.TableName = "media",
                  .Key = key("Book", "1"),
                  .ProjectionExpression = std::move(expression),
                  .ExpressionAttributeNames = std::move(names)})
        .Item;
  };
  using Names = std::map<std::string, std::string>;
  const Values title = {{"Title", {.S = "Delta"}}};
  EXPECT_EQ(refusal([&] { projected("Title", Names()); }), "ExpressionAttributeNames must not be empty");
  EXPECT_EQ(projected("Title , Absent", std::nullopt), title);
  EXPECT_EQ(projected("#t", Names{{"#t", "Title"}}), title);
  EXPECT_EQ(service_.GetItem({.TableName = "media", .Key = key("Book", "1"), .AttributesToGet = {"Title"}}).Item,
            title);
  EXPECT_EQ(refusal([&] {
              projected("#t", Names{{"#x", "Title"}});
            }),
            "Invalid ProjectionExpression: An expression attribute name used in the document path is not defined; "
            "attribute name: #t");
  EXPECT_EQ(refusal([&] {
              projected("Title", Names{{"#x", "Title"}});
            }),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#x}");
  EXPECT_EQ(refusal([&] {
              projected(std::nullopt, Names{{"#x", "Title"}});
            }),
            "ExpressionAttributeNames can only be specified when using expressions");
  EXPECT_EQ(refusal([&] { projected("Name", std::nullopt); }),
            "Invalid ProjectionExpression: Attribute name is a reserved keyword; reserved keyword: Name");
  EXPECT_EQ(refusal([&] { projected("", std::nullopt); }),
            "Invalid ProjectionExpression: The expression can not be empty;");
  EXPECT_EQ(refusal([&] { projected("Title,,Year", std::nullopt); }),
            "Invalid ProjectionExpression: Syntax error; token: \",\", near: \",\"");
}

TEST(RowKey, SortsRangeKeysByValueWithinOneHashKey) {
  const KeySchema schema{{"h", "S"}, KeyAttribute{"r", "N"}};
  const auto key = [&](std::string_view number, const char* hash = "Book") {
    return row_key(schema, {{"h", {std::string(hash)}}, {"r", {Number::parse(number)}}});
  };
  EXPECT_LT(key("-10"), key("-9"));
  EXPECT_LT(key("-9"), key("9"));
  EXPECT_LT(key("9"), key("10"));
  EXPECT_LT(key("10"), key("10.5"));
  EXPECT_EQ(key("10"), key("1e1"));
  EXPECT_TRUE(key("1").starts_with(partition_of({std::string("Book")})));
  EXPECT_FALSE(key("1", "Books").starts_with(partition_of({std::string("Book")})));
}

TEST(RowKey, SortsBytesWhateverTheyAre) {
  const KeySchema schema{{"h", "S"}, KeyAttribute{"r", "B"}};
  std::string last;
  for (const auto& bytes : {std::string("\0", 1), std::string("\0\0", 2), std::string("\0\xff", 2), std::string("\1"),
                            std::string("a"), std::string("a\0", 2), std::string("a\0b", 3), std::string("a\1"),
                            std::string("\xff"), std::string("\xff\xff")}) {
    const auto key = row_key(schema, {{"h", {std::string("x")}}, {"r", {Binary{bytes}}}});
    EXPECT_LT(last, key);
    last = key;
  }
}

TEST(RowKey, SegmentsCoverEverythingOnce) {
  for (const std::uint32_t segments : {1U, 2U, 3U, 1000000U}) {
    EXPECT_EQ(segment_of(0, segments).from, std::string(4, '\0'));
    EXPECT_EQ(segment_of(segments - 1, segments).to, std::nullopt);
    for (std::uint32_t i = 1; i < std::min(segments, 1000U); ++i) {
      EXPECT_EQ(segment_of(i - 1, segments).to, segment_of(i, segments).from);
    }
  }
}

}  // namespace
}  // namespace aws::region::dynamodb
