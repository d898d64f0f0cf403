#include "region/chaos/late_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace aws::region::chaos {
namespace {

constexpr int kUnseenPart = 10;  // a new table is not even found for a tenth of the time that it is CREATING

Error table_not_found(const std::string& table) {
  return {"ResourceNotFoundException", fmt::format("Requested resource not found: Table: {} not found", table)};
}

Error resource_not_found() { return {"ResourceNotFoundException", "Requested resource not found"}; }

Error still_in_use(const std::string& table, std::string_view change) {
  return {"ResourceInUseException",
          fmt::format("Attempt to change a resource which is still in use: Table is being {}: {}", change, table)};
}

}  // namespace

LateTables::LateTables(const aws::dynamodb::Api& service, const Clock& clock, const Faults& faults)
    : service_(service), clock_(clock), faults_(faults) {}

void LateTables::serve(contract::Handlers& handlers) {
  handlers.on(aws::dynamodb::operations::CreateTable, this, &LateTables::create);
  handlers.on(aws::dynamodb::operations::DescribeTable, this, &LateTables::describe);
  handlers.on(aws::dynamodb::operations::DeleteTable, this, &LateTables::remove);
  handlers.on(aws::dynamodb::operations::ListTables, this, &LateTables::list);
  handlers.on(aws::dynamodb::operations::GetItem, this, &LateTables::get_item);
  handlers.on(aws::dynamodb::operations::PutItem, this, &LateTables::put_item);
  handlers.on(aws::dynamodb::operations::BatchWriteItem, this, &LateTables::write);
}

aws::dynamodb::CreateTableResponse LateTables::create(const aws::dynamodb::CreateTableRequest& request) {
  const std::string table = request.TableName.value_or("");
  if (deleting(table)) throw still_in_use(table, "deleted");
  return service_.CreateTable(request);
}

aws::dynamodb::DescribeTableResponse LateTables::describe(const aws::dynamodb::DescribeTableRequest& request) {
  const std::string table = request.TableName.value_or("");
  if (const Deleting* leaving = deleting(table)) return {.Table = leaving->description};
  auto response = service_.DescribeTable(request);
  const Duration age = age_of(*response.Table);
  if (age < delay() / kUnseenPart) throw table_not_found(table);
  if (age < delay()) response.Table->TableStatus = "CREATING";
  return response;
}

aws::dynamodb::DeleteTableResponse LateTables::remove(const aws::dynamodb::DeleteTableRequest& request) {
  const std::string table = request.TableName.value_or("");
  if (const Deleting* leaving = deleting(table)) return {.TableDescription = leaving->description};
  if (age_of(*service_.DescribeTable({.TableName = table}).Table) < delay()) throw still_in_use(table, "created");
  auto response = service_.DeleteTable(request);
  deleting_[table] = {.description = *response.TableDescription, .until = clock_.now() + delay()};
  return response;
}

// One that is being deleted is listed where its name belongs, on top of the page's limit.
aws::dynamodb::ListTablesResponse LateTables::list(const aws::dynamodb::ListTablesRequest& request) {
  auto response = service_.ListTables(request);
  auto& names = response.TableNames;
  for (const auto& [name, leaving] : deleting_) {
    const bool before = request.ExclusiveStartTableName && name <= *request.ExclusiveStartTableName;
    const bool after = response.LastEvaluatedTableName && name > *response.LastEvaluatedTableName;
    if (before || after || leaving.until <= clock_.now()) continue;
    names.insert(std::ranges::lower_bound(names, name), name);
  }
  return response;
}

aws::dynamodb::GetItemResponse LateTables::get_item(const aws::dynamodb::GetItemRequest& request) {
  require_active(request.TableName.value_or(""));
  return service_.GetItem(request);
}

aws::dynamodb::PutItemResponse LateTables::put_item(const aws::dynamodb::PutItemRequest& request) {
  require_active(request.TableName.value_or(""));
  return service_.PutItem(request);
}

aws::dynamodb::BatchWriteItemResponse LateTables::write(const aws::dynamodb::BatchWriteItemRequest& request) {
  for (const auto& [table, writes] : request.RequestItems.value()) require_active(table);
  return service_.BatchWriteItem(request);
}

const LateTables::Deleting* LateTables::deleting(const std::string& table) {
  const auto found = deleting_.find(table);
  if (found == deleting_.end()) return nullptr;
  if (clock_.now() < found->second.until) return &found->second;
  deleting_.erase(found);
  return nullptr;
}

Duration LateTables::age_of(const aws::dynamodb::TableDescription& table) const {
  return clock_.now() - table.CreationDateTime.value_or(Timestamp());
}

void LateTables::require_active(const std::string& table) {
  if (deleting(table)) throw resource_not_found();
  try {
    if (age_of(*service_.DescribeTable({.TableName = table}).Table) >= delay()) return;
  } catch (const Error&) {
    // There is none; an operation on items has its own words for that.
  }
  throw resource_not_found();
}

}  // namespace aws::region::chaos
