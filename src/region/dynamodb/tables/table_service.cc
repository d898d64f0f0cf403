#include "region/dynamodb/tables/table_service.h"

#include <string>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/service/page.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr int kMaxTablesListed = 100;

}  // namespace

void TableService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::CreateTable, this, &TableService::create);
  handlers.on(api::operations::DescribeTable, this, &TableService::describe);
  handlers.on(api::operations::DeleteTable, this, &TableService::remove);
  handlers.on(api::operations::ListTables, this, &TableService::list);
  handlers.on(api::operations::ListTagsOfResource, this, &TableService::list_tags);
}

// The reply says CREATING, as clients expect of it. The table is ready by then, and says so from the next call on.
api::CreateTableResponse TableService::create(const api::CreateTableRequest& request) {
  Table table = table_from(request);
  table.id = uuid(random_);
  table.created_ms = to_milliseconds(clock_.now());
  auto description = dynamodb::describe(tables_.create(std::move(table)), {}, place_);
  description.TableStatus = "CREATING";
  return {.TableDescription = std::move(description)};
}

api::DescribeTableResponse TableService::describe(const api::DescribeTableRequest& request) {
  const Table& table = tables_.get(request.TableName.value_or(""));
  return {.Table = dynamodb::describe(table, items_.tally(table), place_)};
}

// The reply says DELETING and leaves out what AWS leaves out. The table is gone by then.
api::DeleteTableResponse TableService::remove(const api::DeleteTableRequest& request) {
  const Table table = tables_.get(request.TableName.value_or(""));
  auto description = dynamodb::describe(table, items_.tally(table), place_);
  items_.transaction([&] {
    items_.erase_all(table);
    tables_.remove(table.name);
  });
  description.TableStatus = "DELETING";
  description.CreationDateTime.reset();
  description.KeySchema.clear();
  description.AttributeDefinitions.clear();
  return {.TableDescription = std::move(description)};
}

api::ListTablesResponse TableService::list(const api::ListTablesRequest& request) {
  std::vector<std::string> names;
  for (const auto& [name, table] : tables_.all()) names.push_back(name);
  auto page = page_of(
      std::move(names), [](const std::string& name) { return name; },
      static_cast<std::size_t>(request.Limit.value_or(kMaxTablesListed)), request.ExclusiveStartTableName);
  return {.TableNames = std::move(page.items), .LastEvaluatedTableName = page.next};
}

// A table has at most fifty tags, which are one page.
api::ListTagsOfResourceResponse TableService::list_tags(const api::ListTagsOfResourceRequest& request) {
  const std::string arn = request.ResourceArn.value_or("");
  const Table* table = tables_.find(table_in(arn, place_));
  if (table == nullptr) throw tagged_resource_not_found(arn);
  api::ListTagsOfResourceResponse response;
  for (const auto& [key, value] : table->tags) response.Tags.push_back({.Key = key, .Value = value});
  return response;
}

}  // namespace aws::region::dynamodb
