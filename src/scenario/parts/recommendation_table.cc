#include "scenario/parts/recommendation_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

constexpr std::size_t kMostWrites = 25;  // in one BatchWriteItem
constexpr std::string_view kNoSuchTable = "ResourceNotFoundException";
constexpr std::string_view kInUse = "ResourceInUseException";  // it exists, or it is being created or changed
constexpr Pace kChanging{.every = std::chrono::seconds(5), .at_most = std::chrono::minutes(5)};
constexpr Pace kUnprocessedItems{.every = std::chrono::seconds(1), .at_most = std::chrono::minutes(1)};

}  // namespace

void RecommendationTable::create() {
  console_.info(fmt::format("Creating table {}...", name_));
  const bool created = waiting_.once("the table exists", kInUse, [&] {
    dynamodb_.CreateTable({.AttributeDefinitions = {{.AttributeName = "MediaType", .AttributeType = "S"},
                                                    {.AttributeName = "ItemId", .AttributeType = "N"}},
                           .TableName = name_,
                           .KeySchema = {{.AttributeName = "MediaType", .KeyType = "HASH"},
                                         {.AttributeName = "ItemId", .KeyType = "RANGE"}},
                           .ProvisionedThroughput = {{.ReadCapacityUnits = 5, .WriteCapacityUnits = 5}},
                           .Tags = {tag_.as<dynamodb::Tag>()}});
  });
  waiting_.until("the table to be created", dynamodb::waiters::TableExists, dynamodb_, {.TableName = name_});
  if (!created && !exists()) throw not_ours("table " + name_, tag_);
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
    const auto reply = dynamodb_.BatchWriteItem({.RequestItems = {{{name_, writes}}}});
    const auto unprocessed = reply.UnprocessedItems.find(name_);
    if (unprocessed == reply.UnprocessedItems.end() || unprocessed->second.empty()) return true;
    writes = unprocessed->second;
    return false;
  });
}

void RecommendationTable::destroy() {
  if (!exists()) return;
  const auto is_changing = [](const Error& error) { return error.is(kInUse); };  // its creation was cut short
  waiting_.through("the table to be ready to be deleted", kChanging, is_changing, [&] {
    waiting_.once("the table is being deleted", kNoSuchTable, [&] { dynamodb_.DeleteTable({.TableName = name_}); });
  });
  console_.info(fmt::format("Deleting table {}...", name_));
  waiting_.until("the table to be deleted", dynamodb::waiters::TableNotExists, dynamodb_, {.TableName = name_});
  console_.info(fmt::format("Table {} deleted.", name_));
}

bool RecommendationTable::exists() {
  std::vector<dynamodb::Tag> tags;
  unless(kNoSuchTable, [&] {
    const auto table = dynamodb_.DescribeTable({.TableName = name_}).Table.value_or(dynamodb::TableDescription());
    tags = dynamodb_.ListTagsOfResource({.ResourceArn = table.TableArn}).Tags;
  });
  return tag_.is_among(tags);
}

}  // namespace aws::scenario
