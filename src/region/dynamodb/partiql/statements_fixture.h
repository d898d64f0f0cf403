// A few songs and their indexes, for statements to be about. Test code only.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "region/dynamodb/dynamodb_fixture.h"

namespace aws::region::dynamodb::partiql {

namespace api = aws::dynamodb;
using Values = std::map<std::string, api::AttributeValue>;

class StatementsFixture : public ::testing::Test {
 protected:
  StatementsFixture() {
    const auto hash = [](const char* name) { return api::KeySchemaElement{.AttributeName = name, .KeyType = "HASH"}; };
    const auto range = [](const char* name) {
      return api::KeySchemaElement{.AttributeName = name, .KeyType = "RANGE"};
    };
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "artist", .AttributeType = "S"},
                                                    {.AttributeName = "year", .AttributeType = "N"},
                                                    {.AttributeName = "title", .AttributeType = "S"},
                                                    {.AttributeName = "length", .AttributeType = "N"}},
                           .TableName = "songs",
                           .KeySchema = {hash("artist"), range("year")},
                           .LocalSecondaryIndexes = {{.IndexName = "by_length",
                                                      .KeySchema = {hash("artist"), range("length")},
                                                      .Projection = {{.ProjectionType = "KEYS_ONLY"}}}},
                           .GlobalSecondaryIndexes = {{.IndexName = "by_title",
                                                       .KeySchema = {hash("title")},
                                                       .Projection = {{.ProjectionType = "KEYS_ONLY"}}}},
                           .BillingMode = "PAY_PER_REQUEST"});
    put("Ann", "2000", "a", {{"length", {.N = "9"}}});
    put("Ann", "2001", "b", {{"length", {.N = "3"}}});
    put("Ann", "2002", "c", {});
    put("Bob", "2000", "d", {{"tags", {.SS = std::vector<std::string>{"new", "used"}}}});
  }
  void put(const char* artist, const char* year, const char* title, Values more) {
    more.insert({{"artist", {.S = artist}}, {"year", {.N = year}}, {"title", {.S = title}}});
    dynamodb_.PutItem({.TableName = "songs", .Item = std::move(more)});
  }
  api::ExecuteStatementResponse execute(const std::string& statement,
                                        std::vector<api::AttributeValue> parameters = {}) {
    api::ExecuteStatementRequest request{.Statement = statement, .ReturnConsumedCapacity = "TOTAL"};
    if (!parameters.empty()) request.Parameters = std::move(parameters);
    return dynamodb_.ExecuteStatement(request);
  }
  std::vector<std::string> titles(const std::string& statement, std::vector<api::AttributeValue> parameters = {}) {
    std::vector<std::string> titles;
    for (const auto& item : execute(statement, std::move(parameters)).Items) {
      const auto title = item.find("title");
      titles.push_back(title == item.end() ? "none" : *title->second.S);
    }
    return titles;
  }
  std::string refused(const std::string& statement, std::string_view code = "ValidationException") {
    return refusal([&] { execute(statement); }, code);
  }

  Store store_;
  RunningDynamoDb running_{store_};
  api::Api& dynamodb_ = running_.called;
};

}  // namespace aws::region::dynamodb::partiql
