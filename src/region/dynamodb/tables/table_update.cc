#include "region/dynamodb/tables/table_update.h"

#include <fmt/format.h>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/index_definition.h"
#include "region/dynamodb/tables/table_definition.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

Index& index_named(Table& table, const std::string& name) {
  for (auto& index : table.indexes) {
    if (index.name == name && !index.local) return index;
  }
  throw index_not_found(name);
}

void update_index(const api::GlobalSecondaryIndexUpdate& request, const api::UpdateTableRequest& whole,
                  TableUpdate& update) {
  auto& table = update.table;
  if (request.Update) {
    auto& index = index_named(table, request.Update->IndexName.value_or(""));
    set_throughput(request.Update->ProvisionedThroughput, table, index);
    return;
  }
  if (update.created || update.deleted) {
    throw limit_exceeded(
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
  }
  if (request.Delete) {
    const auto name = request.Delete->IndexName.value_or("");
    update.deleted = index_named(table, name);
    std::erase_if(table.indexes, [&](const Index& index) { return index.name == name; });
    return;
  }
  if (!request.Create) {
    throw invalid_parameter("One of GlobalSecondaryIndexUpdate's Create, Update or Delete must be specified");
  }
  table.indexes.push_back(index_of(*request.Create, whole.AttributeDefinitions, table));
  check_indexes(table.indexes);
  update.created = table.indexes.back().name;
}

}  // namespace

TableUpdate updated_table(Table table, const api::UpdateTableRequest& request) {
  if (!request.ReplicaUpdates.empty()) throw not_supported("ReplicaUpdates");
  refuse_unsupported(request.StreamSpecification, request.SSESpecification);
  const bool something = request.BillingMode || request.ProvisionedThroughput || request.TableClass ||
                         request.DeletionProtectionEnabled || !request.GlobalSecondaryIndexUpdates.empty() ||
                         request.StreamSpecification || request.SSESpecification;
  if (!something) {
    throw validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
        "SSESpecification or ReplicaUpdates is required");
  }
  TableUpdate update{.table = std::move(table), .created = {}, .deleted = {}};
  if (request.BillingMode || request.ProvisionedThroughput) {
    set_capacity(request.BillingMode.value_or(update.table.billing_mode), request.ProvisionedThroughput, update.table);
  }
  if (request.TableClass) update.table.table_class = *request.TableClass;
  update.table.deletion_protection = request.DeletionProtectionEnabled.value_or(update.table.deletion_protection);
  for (const auto& each : request.GlobalSecondaryIndexUpdates) update_index(each, request, update);
  return update;
}

}  // namespace aws::region::dynamodb
