#include "region/dynamodb/tables/table_update.h"

#include <fmt/format.h>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/index_definition.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/dynamodb/tables/throughput.h"

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
    const auto& [name, provisioned, at_most, warm] = *request.Update;
    if (table.billing_mode == "PAY_PER_REQUEST" && !provisioned && !at_most && !warm) {
      throw invalid_parameter(
          fmt::format("The only Updates for index: {} when TableThroughputMode is PAY_PER_REQUEST can be to "
                      "OnDemandThroughput, WarmThroughput",
                      index.name));
    }
    if (provisioned || !(at_most || warm)) set_throughput(provisioned, table, index);
    change(at_most, warm, subject_of(table, index));
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

// What AWS does not change together with other things.
void check_alone(const api::UpdateTableRequest& request) {
  const bool index = !request.GlobalSecondaryIndexUpdates.empty();
  const bool other = request.ProvisionedThroughput || request.TableClass || request.DeletionProtectionEnabled ||
                     request.StreamSpecification || request.SSESpecification;
  if (request.WarmThroughput && (other || request.BillingMode || request.OnDemandThroughput)) {
    throw invalid_parameter("WarmThroughput must be the only operation in the request");
  }
  if (request.OnDemandThroughput && (other || index)) {
    throw invalid_parameter("OnDemandThroughput can only be combined with BillingMode in an UpdateTable request");
  }
}

// No table has a stream or a key of its own.
void refuse_disabling(const Table& table, const api::UpdateTableRequest& request) {
  if (request.StreamSpecification) {
    if (request.StreamSpecification->StreamViewType) {
      throw invalid_parameter("If stream is being disabled, then UpdateViewType must not be specified");
    }
    throw validation(fmt::format("Table has no stream to disable: TableName: {}", table.name));
  }
  if (request.SSESpecification) throw invalid_parameter("Table is already encrypted by default");
}

}  // namespace

TableUpdate updated_table(Table table, const api::UpdateTableRequest& request) {
  if (!request.ReplicaUpdates.empty()) throw not_supported("ReplicaUpdates");
  refuse_unsupported(request.StreamSpecification, request.SSESpecification);
  check_alone(request);
  const bool something = request.BillingMode || request.ProvisionedThroughput || request.TableClass ||
                         request.DeletionProtectionEnabled || !request.GlobalSecondaryIndexUpdates.empty() ||
                         request.StreamSpecification || request.SSESpecification || request.OnDemandThroughput ||
                         request.WarmThroughput;
  if (!something) {
    throw validation(
        "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
        "SSESpecification or ReplicaUpdates is required");
  }
  refuse_disabling(table, request);
  const Table before = table;
  TableUpdate update{.table = std::move(table), .created = {}, .deleted = {}};
  if (request.BillingMode || request.ProvisionedThroughput) {
    set_capacity(request.BillingMode.value_or(update.table.billing_mode), request.ProvisionedThroughput, update.table);
  }
  if (request.TableClass) update.table.table_class = *request.TableClass;
  update.table.deletion_protection = request.DeletionProtectionEnabled.value_or(update.table.deletion_protection);
  change(request.OnDemandThroughput, request.WarmThroughput, subject_of(update.table));
  for (const auto& each : request.GlobalSecondaryIndexUpdates) update_index(each, request, update);
  keep_warm(before, update.table);
  return update;
}

}  // namespace aws::region::dynamodb
