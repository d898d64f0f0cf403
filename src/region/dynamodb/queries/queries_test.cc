// Query and Scan through the service.
#include <gmock/gmock.h>

#include <algorithm>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Values = std::map<std::string, api::AttributeValue>;

class Queries : public ::testing::Test {
 protected:
  Queries() {
    dynamodb_.CreateTable(
        {.AttributeDefinitions = {{.AttributeName = "artist", .AttributeType = "S"},
                                  {.AttributeName = "year", .AttributeType = "N"}},
         .TableName = "songs",
         .KeySchema = {{.AttributeName = "artist", .KeyType = "HASH"}, {.AttributeName = "year", .KeyType = "RANGE"}},
         .BillingMode = "PAY_PER_REQUEST"});
    for (const char* year : {"1999", "-5", "10", "9", "2000.5"}) put("Ann", year);
    put("Bob", "1");
  }
  void put(const char* artist, const char* year, std::string extra = "x") {
    dynamodb_.PutItem({.TableName = "songs",
                       .Item = {{"artist", {.S = artist}}, {"year", {.N = year}}, {"extra", {.S = std::move(extra)}}}});
  }
  static api::QueryRequest query(const char* condition, Values more = {}) {
    more[":a"] = {.S = "Ann"};
    return {.TableName = "songs",
            .KeyConditionExpression = condition,
            .ExpressionAttributeNames = std::map<std::string, std::string>{{"#y", "year"}},
            .ExpressionAttributeValues = more};
  }
  static std::vector<std::string> years(const std::optional<std::vector<Values>>& items) {
    std::vector<std::string> years;
    for (const auto& item : items.value()) years.push_back(*item.at("year").N);
    return years;
  }
  std::vector<std::string> found(const char* condition, Values more = {}) {
    return years(dynamodb_.Query(query(condition, std::move(more))).Items);
  }
  std::string query_refusal(const char* condition, Values more = {}) {
    return refusal([&] { dynamodb_.Query(query(condition, std::move(more))); });
  }
  // Of one hash key alone, without placeholders that it would not use.
  static api::QueryRequest all_of_ann() {
    return {.TableName = "songs",
            .KeyConditionExpression = "artist = :a",
            .ExpressionAttributeValues = Values{{":a", {.S = "Ann"}}}};
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

TEST_F(Queries, AnswerInOrderOfTheRangeKeyByValue) {
  const auto response = dynamodb_.Query(all_of_ann());
  EXPECT_THAT(years(response.Items), ElementsAre("-5", "9", "10", "1999", "2000.5"));
  EXPECT_EQ(response.Count, 5);
  EXPECT_EQ(response.ScannedCount, 5);
  EXPECT_THAT(response.LastEvaluatedKey, IsEmpty());
  auto backward = all_of_ann();
  backward.ScanIndexForward = false;
  EXPECT_THAT(years(dynamodb_.Query(backward).Items), ElementsAre("2000.5", "1999", "10", "9", "-5"));
}

TEST_F(Queries, NarrowTheRangeKey) {
  const Values ten = {{":y", {.N = "10.0"}}};
  EXPECT_THAT(found("artist = :a AND #y = :y", ten), ElementsAre("10"));
  EXPECT_THAT(found("artist = :a AND #y < :y", ten), ElementsAre("-5", "9"));
  EXPECT_THAT(found("artist = :a AND #y <= :y", ten), ElementsAre("-5", "9", "10"));
  EXPECT_THAT(found("#y > :y AND artist = :a", ten), ElementsAre("1999", "2000.5"));
  EXPECT_THAT(found("(artist = :a) AND (#y >= :y)", ten), ElementsAre("10", "1999", "2000.5"));
  EXPECT_THAT(found("artist = :a AND #y BETWEEN :y AND :z", {{":y", {.N = "9"}}, {":z", {.N = "1999"}}}),
              ElementsAre("9", "10", "1999"));
}

TEST_F(Queries, KnowTextsByTheirBeginning) {
  dynamodb_.CreateTable(
      {.AttributeDefinitions = {{.AttributeName = "h", .AttributeType = "S"},
                                {.AttributeName = "r", .AttributeType = "S"}},
       .TableName = "texts",
       .KeySchema = {{.AttributeName = "h", .KeyType = "HASH"}, {.AttributeName = "r", .KeyType = "RANGE"}},
       .BillingMode = "PAY_PER_REQUEST"});
  for (const char* text : {"a", "ab", "ab\xc3\xbf", "abc", "b"}) {
    dynamodb_.PutItem({.TableName = "texts", .Item = {{"h", {.S = "x"}}, {"r", {.S = text}}}});
  }
  const auto response = dynamodb_.Query({.TableName = "texts",
                                         .KeyConditionExpression = "h = :h AND begins_with(r, :r)",
                                         .ExpressionAttributeValues = Values{{":h", {.S = "x"}}, {":r", {.S = "ab"}}}});
  std::vector<std::string> texts;
  for (const auto& item : *response.Items) texts.push_back(*item.at("r").S);
  EXPECT_THAT(texts, ElementsAre("ab", "abc", "ab\xc3\xbf"));
}

TEST_F(Queries, ComeInPages) {
  for (const bool forward : {true, false}) {
    auto request = all_of_ann();
    request.Limit = 2;
    request.ScanIndexForward = forward;
    std::vector<std::string> seen;
    int pages = 0;
    do {
      const auto response = dynamodb_.Query(request);
      for (auto& year : years(response.Items)) seen.push_back(year);
      request.ExclusiveStartKey = response.LastEvaluatedKey;
      ++pages;
    } while (!request.ExclusiveStartKey.empty());
    if (!forward) std::ranges::reverse(seen);
    EXPECT_THAT(seen, ElementsAre("-5", "9", "10", "1999", "2000.5"));
    EXPECT_EQ(pages, 3);
  }
  auto exactly = all_of_ann();
  exactly.Limit = 5;
  EXPECT_THAT(dynamodb_.Query(exactly).LastEvaluatedKey, SizeIs(2));  // as on AWS: nobody has looked behind it
}

TEST_F(Queries, EndAPageAtAMegabyte) {
  for (int i = 0; i < 10; ++i) put("Carl", std::to_string(i).c_str(), std::string(300U * 1024U, 'x'));
  auto request = all_of_ann();
  request.ExpressionAttributeValues = Values{{":a", {.S = "Carl"}}};
  const auto response = dynamodb_.Query(request);
  EXPECT_EQ(response.Count, 4);
  EXPECT_EQ(response.LastEvaluatedKey.at("year").N, "3");
}

TEST_F(Queries, FilterWhatTheyHaveLookedAt) {
  put("Ann", "9", "rare");
  auto request = all_of_ann();
  request.FilterExpression = "extra = :x";
  (*request.ExpressionAttributeValues)[":x"] = {.S = "rare"};
  request.Limit = 3;
  const auto response = dynamodb_.Query(request);
  EXPECT_EQ(response.Count, 1);
  EXPECT_EQ(response.ScannedCount, 3);
  EXPECT_THAT(response.LastEvaluatedKey, SizeIs(2));
  request.FilterExpression = "artist = :x";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "Filter Expression can only contain non-primary key attributes: Primary key attribute: artist");
}

TEST_F(Queries, AnswerWhatIsSelected) {
  auto request = all_of_ann();
  request.Select = "COUNT";
  EXPECT_EQ(dynamodb_.Query(request).Items, std::nullopt);
  EXPECT_EQ(dynamodb_.Query(request).Count, 5);
  request.Select.reset();
  request.ProjectionExpression = "extra";
  EXPECT_EQ(dynamodb_.Query(request).Items->at(0), (Values{{"extra", {.S = "x"}}}));
  request.Select = "COUNT";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "Cannot specify the ProjectionExpression when choosing to get only the Count");
  request.Select = "ALL_ATTRIBUTES";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES");
  request.ReturnConsumedCapacity = "TOTAL";
  request.Select.reset();
  EXPECT_EQ(dynamodb_.Query(request).ConsumedCapacity->CapacityUnits, 0.5);
}

TEST_F(Queries, AreRefusedWhenTheirConditionIsNone) {
  const Values number = {{":n", {.N = "1"}}};
  EXPECT_EQ(query_refusal("#y = :a"), "Query condition missed key schema element: artist");
  EXPECT_EQ(query_refusal("artist < :a AND #y = :n", number), "Query key condition not supported");
  EXPECT_EQ(query_refusal("artist = :n AND #y = :a", number),
            "One or more parameter values were invalid: Condition parameter type does not match schema type");
  EXPECT_EQ(query_refusal("artist = :a AND #y = :n AND extra = :n", number), "Query key condition not supported");
  EXPECT_EQ(query_refusal("artist = :a AND artist = :a AND #y = :n", number),
            "KeyConditionExpressions must only contain one condition per key");
  const std::string start = "Invalid KeyConditionExpression: ";
  EXPECT_EQ(query_refusal("artist = :a OR #y = :n", number),
            start + "Invalid operator used in KeyConditionExpression: OR");
  EXPECT_EQ(query_refusal("artist = :a AND #y <> :n", number),
            start + "Invalid operator used in KeyConditionExpression: <>");
  EXPECT_EQ(query_refusal("artist = :a AND contains(#y, :n)", number),
            start + "Invalid operator used in KeyConditionExpression: contains");
  EXPECT_EQ(query_refusal("artist = :a AND #y BETWEEN :n AND :m", {{":n", {.N = "2"}}, {":m", {.N = "1"}}}),
            start +
                "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; lower bound "
                "operand: AttributeValue: {N:2}, upper bound operand: AttributeValue: {N:1}");
  EXPECT_EQ(query_refusal("artist = :a", {}),
            "Value provided in ExpressionAttributeNames unused in expressions: keys: {#y}");
  EXPECT_EQ(refusal([&] { dynamodb_.Query({.TableName = "songs"}); }),
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
  auto indexed = all_of_ann();
  indexed.IndexName = "none";
  EXPECT_EQ(refusal([&] { dynamodb_.Query(indexed); }), "The table does not have the specified index: none");
  auto started = all_of_ann();
  started.ExclusiveStartKey = {{"artist", {.S = "Ann"}}};
  EXPECT_EQ(refusal([&] { dynamodb_.Query(started); }),
            "The provided starting key is invalid: The provided key element does not match the schema");
}

TEST_F(Queries, StartAmongWhatTheyAskFor) {
  auto started = all_of_ann();
  started.ExclusiveStartKey = {{"artist", {.S = "Bob"}}, {"year", {.N = "2000"}}};
  EXPECT_EQ(refusal([&] { dynamodb_.Query(started); }),
            "The provided starting key is outside query boundaries based on provided conditions");
  started.ExclusiveStartKey.at("artist") = {.S = "Ann"};
  started.KeyConditionExpression = "artist = :a AND #y > :y";
  started.ExpressionAttributeNames.emplace().emplace("#y", "year");
  started.ExpressionAttributeValues->emplace(":y", api::AttributeValue{.N = "2001"});
  EXPECT_EQ(refusal([&] { dynamodb_.Query(started); }),
            "The provided starting key does not match the range key predicate");
}

TEST_F(Queries, ByTheOlderParametersFindTheSame) {
  const auto condition = [](const char* comparison, std::vector<api::AttributeValue> values) {
    return api::Condition{.AttributeValueList = std::move(values), .ComparisonOperator = comparison};
  };
  api::QueryRequest request{
      .TableName = "songs",
      .KeyConditions = {{"artist", condition("EQ", {{.S = "Ann"}})}, {"year", condition("GE", {{.N = "10"}})}}};
  EXPECT_THAT(years(dynamodb_.Query(request).Items), ElementsAre("10", "1999", "2000.5"));
  request.QueryFilter = {{"extra", condition("NE", {{.S = "x"}})}};
  EXPECT_EQ(dynamodb_.Query(request).Count, 0);
  EXPECT_EQ(dynamodb_.Query(request).Items, std::vector<Values>());
  request.KeyConditions["year"] = condition("NE", {{.N = "10"}});
  EXPECT_EQ(refusal([&] { dynamodb_.Query(request); }),
            "Attempted conditional constraint is not an indexable operation");
}

TEST_F(Queries, AScanSeesEverythingOnce) {
  for (int i = 0; i < 50; ++i) put(("artist " + std::to_string(i)).c_str(), "1");
  EXPECT_EQ(dynamodb_.Scan({.TableName = "songs"}).Count, 56);
  api::ScanRequest paged{.TableName = "songs", .Limit = 7};
  std::set<std::string> seen;
  int count = 0;
  for (bool more = true; more;) {
    const auto page = dynamodb_.Scan(paged);
    for (const auto& item : *page.Items) seen.insert(*item.at("artist").S + " " + *item.at("year").N);
    count += *page.Count;
    paged.ExclusiveStartKey = page.LastEvaluatedKey;
    more = !page.LastEvaluatedKey.empty();
  }
  EXPECT_EQ(count, 56);
  EXPECT_THAT(seen, SizeIs(56));
}

TEST_F(Queries, TheSegmentsOfAScanShareTheTable) {
  for (int i = 0; i < 50; ++i) put(("artist " + std::to_string(i)).c_str(), "1");
  int count = 0;
  for (int segment = 0; segment < 4; ++segment) {
    const auto part = *dynamodb_.Scan({.TableName = "songs", .TotalSegments = 4, .Segment = segment}).Count;
    EXPECT_GT(part, 0);
    count += part;
  }
  EXPECT_EQ(count, 56);
  EXPECT_EQ(refusal([&] { dynamodb_.Scan({.TableName = "songs", .TotalSegments = 4, .Segment = 4}); }),
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 4 is not less "
            "than TotalSegments: 4");
  EXPECT_THAT(refusal([&] { dynamodb_.Scan({.TableName = "songs", .Segment = 1}); }),
              ::testing::StartsWith("The TotalSegments parameter is required but was not present"));
}

TEST_F(Queries, AScanFilters) {
  put("Ann", "9", "rare");
  api::ScanRequest request{.TableName = "songs",
                           .FilterExpression = "artist = :a AND extra <> :r",
                           .ExpressionAttributeValues = Values{{":a", {.S = "Ann"}}, {":r", {.S = "rare"}}}};
  const auto response = dynamodb_.Scan(request);
  EXPECT_EQ(response.Count, 4);
  EXPECT_EQ(response.ScannedCount, 6);
  EXPECT_EQ(dynamodb_
                .Scan({.TableName = "songs",
                       .ScanFilter = {{"extra", {.AttributeValueList = {{.S = "rare"}}, .ComparisonOperator = "EQ"}}}})
                .Count,
            1);
}

}  // namespace
}  // namespace aws::region::dynamodb
