#include "region/dynamodb/dynamodb_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "region/dynamodb/attribute_values.h"
#include "region/dynamodb/capacity.h"
#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/table_definition.h"
#include "region/service/page.h"

namespace aws::region::dynamodb {
namespace {

namespace api = aws::dynamodb;

constexpr std::size_t kMaxBatch = 25;
constexpr int kMaxTablesListed = 100;

Write write_of(const std::string& table, const api::WriteRequest& request) {
  if (request.PutRequest && request.DeleteRequest) {
    throw validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
  }
  if (request.PutRequest) return {table, Put{item_of(request.PutRequest->Item)}};
  if (request.DeleteRequest) return {table, Delete{item_of(request.DeleteRequest->Key)}};
  throw validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
}

std::vector<Write> writes_of(const api::BatchWriteItemRequest& request) {
  std::size_t count = 0;
  const auto& tables = request.RequestItems.value();  // required by the model
  for (const auto& [table, requests] : tables) count += requests.size();
  if (count > kMaxBatch) throw validation("Too many items requested for the BatchWriteItem call");
  std::vector<Write> writes;
  for (const auto& [table, requests] : tables) {
    for (const auto& each : requests) writes.push_back(write_of(table, each));
  }
  return writes;
}

// What an expression's placeholders stand for: none of them, or at least one.
template <class Map>
Map placeholders(const std::optional<Map>& given, std::string_view parameter) {
  if (given && given->empty()) throw validation(fmt::format("{} must not be empty", parameter));
  return given.value_or(Map());
}

Condition condition_of(const api::PutItemRequest& request) {
  if (request.ConditionExpression && !request.Expected.empty()) {
    throw validation(
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        "{Expected} Expression parameters: {ConditionExpression}");
  }
  if (!request.Expected.empty()) throw not_supported("Expected");
  if (request.ConditionalOperator) throw not_supported("ConditionalOperator");
  return Condition({.expression = request.ConditionExpression,
                    .names = placeholders(request.ExpressionAttributeNames, "ExpressionAttributeNames"),
                    .values = item_of(placeholders(request.ExpressionAttributeValues, "ExpressionAttributeValues"))});
}

}  // namespace

DynamoDbService::DynamoDbService(Store& store, const Clock& clock, Random& random, Place place)
    : tables_(store), clock_(clock), random_(random), place_(std::move(place)) {}

void DynamoDbService::serve(contract::Handlers& handlers) {
  namespace operations = aws::dynamodb::operations;
  handlers.on(operations::CreateTable, this, &DynamoDbService::CreateTable);
  handlers.on(operations::DescribeTable, this, &DynamoDbService::DescribeTable);
  handlers.on(operations::DeleteTable, this, &DynamoDbService::DeleteTable);
  handlers.on(operations::ListTables, this, &DynamoDbService::ListTables);
  handlers.on(operations::BatchWriteItem, this, &DynamoDbService::BatchWriteItem);
  handlers.on(operations::GetItem, this, &DynamoDbService::GetItem);
  handlers.on(operations::PutItem, this, &DynamoDbService::PutItem);
  handlers.on(operations::ListTagsOfResource, this, &DynamoDbService::ListTagsOfResource);
}

// The reply says CREATING, as clients expect of it. The table is ready by then, and says so from the next call on.
api::CreateTableResponse DynamoDbService::CreateTable(const api::CreateTableRequest& request) {
  Table table = table_from(request);
  table.id = uuid(random_);
  table.created_ms = to_milliseconds(clock_.now());
  auto description = describe(tables_.create(std::move(table)), {}, place_);
  description.TableStatus = "CREATING";
  return {.TableDescription = std::move(description)};
}

api::DescribeTableResponse DynamoDbService::DescribeTable(const api::DescribeTableRequest& request) {
  const Table& table = tables_.get(request.TableName.value_or(""));
  return {.Table = describe(table, tables_.tally(table), place_)};
}

// The reply says DELETING and leaves out what AWS leaves out. The table is gone by then.
api::DeleteTableResponse DynamoDbService::DeleteTable(const api::DeleteTableRequest& request) {
  const std::string name = request.TableName.value_or("");
  const Tally tally = tables_.tally(tables_.get(name));
  auto description = describe(tables_.remove(name), tally, place_);
  description.TableStatus = "DELETING";
  description.CreationDateTime.reset();
  description.KeySchema.clear();
  description.AttributeDefinitions.clear();
  return {.TableDescription = std::move(description)};
}

api::ListTablesResponse DynamoDbService::ListTables(const api::ListTablesRequest& request) {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_.all()) names.push_back(name);
  auto page = page_of(
      std::move(names), [](const std::string& name) { return name; },
      static_cast<std::size_t>(request.Limit.value_or(kMaxTablesListed)), request.ExclusiveStartTableName);
  return {.TableNames = std::move(page.items), .LastEvaluatedTableName = page.next};
}

// Nothing is throttled here, so nothing is ever left unprocessed.
api::BatchWriteItemResponse DynamoDbService::BatchWriteItem(const api::BatchWriteItemRequest& request) {
  const std::vector<Write> writes = writes_of(request);
  const std::vector<std::size_t> bytes = tables_.write(writes);
  std::map<std::string, double> units;
  for (std::size_t i = 0; i < writes.size(); ++i) units[writes[i].table] += write_units(bytes[i]);
  api::BatchWriteItemResponse response;
  for (const auto& [table, sum] : units) {
    if (auto capacity = consumed(request.ReturnConsumedCapacity, table, sum)) {
      response.ConsumedCapacity.push_back(std::move(*capacity));
    }
  }
  return response;
}

// Every read is strongly consistent; one that did not ask for it is counted as if it were not.
api::GetItemResponse DynamoDbService::GetItem(const api::GetItemRequest& request) {
  const std::string table = request.TableName.value_or("");
  const Projection projection({request.ProjectionExpression,
                               placeholders(request.ExpressionAttributeNames, "ExpressionAttributeNames"),
                               request.AttributesToGet});
  const Item* item = tables_.get_item(table, item_of(request.Key));
  const double units = read_units(item != nullptr ? bytes_of(*item) : 0, request.ConsistentRead.value_or(false));
  api::GetItemResponse response{.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, table, units)};
  if (item != nullptr) response.Item = attribute_values_of(projection.apply(*item));
  return response;
}

api::PutItemResponse DynamoDbService::PutItem(const api::PutItemRequest& request) {
  const Condition condition = condition_of(request);
  const std::string returns = request.ReturnValues.value_or("NONE");
  if (returns != "NONE" && returns != "ALL_OLD") throw validation("Return values set to invalid value");
  const std::string table = request.TableName.value_or("");
  const Item item = item_of(request.Item);
  const Item* existing = tables_.check_put(table, item);
  if (!condition.holds(existing != nullptr ? *existing : Item())) throw conditional_check_failed();
  const auto replaced = tables_.put_item(table, item);
  const std::size_t bytes = std::max(bytes_of(item), replaced ? bytes_of(*replaced) : 0);
  api::PutItemResponse response{.ConsumedCapacity =
                                    consumed(request.ReturnConsumedCapacity, table, write_units(bytes))};
  if (returns == "ALL_OLD" && replaced) response.Attributes = attribute_values_of(*replaced);
  return response;
}

// A table has at most fifty tags, which are one page.
api::ListTagsOfResourceResponse DynamoDbService::ListTagsOfResource(const api::ListTagsOfResourceRequest& request) {
  const std::string arn = request.ResourceArn.value_or("");
  const Table* table = tables_.find(table_in(arn, place_));
  if (table == nullptr) throw tagged_resource_not_found(arn);
  api::ListTagsOfResourceResponse response;
  for (const auto& [key, value] : table->tags) response.Tags.push_back({.Key = key, .Value = value});
  return response;
}

}  // namespace aws::region::dynamodb
