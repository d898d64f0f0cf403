#include "region/dynamodb/tables/table_service.h"

#include <string>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/resource_policy_service.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/dynamodb/tables/table_update.h"
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
  handlers.on(api::operations::UpdateTable, this, &TableService::update);
}

// The reply says CREATING, as clients expect of it. The table is ready by then, and says so from the next call on.
api::CreateTableResponse TableService::create(const api::CreateTableRequest& request) {
  Table table = table_from(request);
  table.id = uuid(random_);
  table.created_ms = to_milliseconds(clock_.now());
  if (request.ResourcePolicy) set_policy(table, *request.ResourcePolicy, policies_, clock_.now());
  auto description = described(tables_.create(std::move(table)));
  description.TableStatus = "CREATING";
  for (auto& index : description.GlobalSecondaryIndexes) index.IndexStatus = "CREATING";
  return {.TableDescription = std::move(description)};
}

api::DescribeTableResponse TableService::describe(const api::DescribeTableRequest& request) {
  const Table& table = tables_.get(request.TableName.value_or(""));
  return {.Table = described(table)};
}

// The reply says DELETING and leaves out what AWS leaves out. The table is gone by then.
api::DeleteTableResponse TableService::remove(const api::DeleteTableRequest& request) {
  const Table table = tables_.get(request.TableName.value_or(""));
  if (table.deletion_protection) throw table_is_protected(arn_of(table, place_));
  auto description = described(table);
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

// The reply says UPDATING, and CREATING or DELETING of an index. All is done by then.
api::UpdateTableResponse TableService::update(const api::UpdateTableRequest& request) {
  const auto update = updated_table(tables_.get(request.TableName.value_or("")), request);
  items_.transaction([&] {
    if (update.deleted) items_.erase_all(update.table, *update.deleted);
    tables_.replace(update.table);
    if (update.created) items_.fill(update.table, *update.table.find_index(*update.created));
  });
  auto description = described(update.table);
  description.TableStatus = "UPDATING";
  for (auto& index : description.GlobalSecondaryIndexes) {
    if (index.IndexName != update.created) continue;
    index.IndexStatus = "CREATING";
    index.Backfilling = false;
  }
  return {.TableDescription = std::move(description)};
}

api::TableDescription TableService::described(const Table& table) {
  auto description = dynamodb::describe(table, items_.tally(table), place_);
  const auto add_sizes = [&](auto& indexes) {
    for (auto& index : indexes) {
      const auto tally = items_.tally(table, table.find_index(*index.IndexName));
      index.ItemCount = tally.items;
      index.IndexSizeBytes = tally.bytes;
    }
  };
  add_sizes(description.LocalSecondaryIndexes);
  add_sizes(description.GlobalSecondaryIndexes);
  return description;
}

}  // namespace aws::region::dynamodb
