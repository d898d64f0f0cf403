#include "scenario/recommendation_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "scenario/missing.h"

namespace aws::scenario {
namespace {

constexpr std::size_t kMostWrites = 25;  // in one BatchWriteItem
constexpr Pace kUnprocessedItems{.every = std::chrono::seconds(1), .at_most = std::chrono::minutes(1)};

}  // namespace

void RecommendationTable::create() {
  console_.info(fmt::format("Creating table {}...", name_));
  const bool created = unless("ResourceInUseException", [&] {
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "MediaType", .AttributeType = "S"},
                                                    {.AttributeName = "ItemId", .AttributeType = "N"}},
                           .TableName = name_,
                           .KeySchema = {{.AttributeName = "MediaType", .KeyType = "HASH"},
                                         {.AttributeName = "ItemId", .KeyType = "RANGE"}},
                           .ProvisionedThroughput = {{.ReadCapacityUnits = 5, .WriteCapacityUnits = 5}}});
  });
  waiting_.until("the table to be created", dynamodb::waiters::TableExists, dynamodb_, {.TableName = name_});
  console_.info(fmt::format("Table {} {}.", name_, created ? "created" : "exists already, using it"));
}

void RecommendationTable::populate(const std::vector<Item>& recommendations, std::string_view source) {
  for (std::size_t first = 0; first < recommendations.size(); first += kMostWrites) {
    const std::size_t count = std::min(kMostWrites, recommendations.size() - first);
    std::vector<dynamodb::WriteRequest> writes;
    for (const Item& item : std::span(recommendations).subspan(first, count)) {
      writes.push_back({.PutRequest = {{.Item = item}}});
    }
    write_batch(std::move(writes));
  }
  console_.info(fmt::format("Populated table {} with items from {}.", name_, source));
}

void RecommendationTable::write_batch(std::vector<dynamodb::WriteRequest> writes) {
  waiting_.until("DynamoDB to take all items", kUnprocessedItems, [&] {
    const auto reply = dynamodb_.BatchWriteItem({.RequestItems = {{name_, writes}}});
    const auto unprocessed = reply.UnprocessedItems.find(name_);
    if (unprocessed == reply.UnprocessedItems.end() || unprocessed->second.empty()) return true;
    writes = unprocessed->second;
    return false;
  });
}

void RecommendationTable::destroy() {
  const bool existed = unless("ResourceNotFoundException", [&] {
    dynamodb_.DeleteTable({.TableName = name_});
    console_.info(fmt::format("Deleting table {}...", name_));
  });
  if (!existed) return;
  waiting_.until("the table to be deleted", dynamodb::waiters::TableNotExists, dynamodb_, {.TableName = name_});
  console_.info(fmt::format("Table {} deleted.", name_));
}

bool RecommendationTable::exists() {
  return unless("ResourceNotFoundException", [&] { dynamodb_.DescribeTable({.TableName = name_}); });
}

}  // namespace aws::scenario
