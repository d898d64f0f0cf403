#include "region/dynamodb/tables/table_store.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"

namespace aws::region::dynamodb {

const Table& TableStore::create(Table table) {
  if (tables_.contains(table.name)) throw table_exists(table.name);
  return replace(std::move(table));
}

const Table& TableStore::replace(Table table) {
  const std::string name = table.name;
  return tables_.put(name, std::move(table));
}

const Table& TableStore::get(std::string_view name) const {
  const Table* table = find(name);
  if (table == nullptr) throw table_not_found(name);
  return *table;
}

const Table& TableStore::with_items(std::string_view name) const {
  const Table* table = find(name);
  if (table == nullptr) throw resource_not_found();
  return *table;
}

const Table& TableStore::by_arn(const std::string& arn, const Place& place) const {
  if (!arn.starts_with("arn:")) {
    throw validation(fmt::format("Invalid TableArn: Invalid ResourceArn provided as input {}", arn));
  }
  const auto start = place.arn("dynamodb", "table/");
  const Table* table = arn.starts_with(start) ? find(std::string_view(arn).substr(start.size())) : nullptr;
  if (table == nullptr) throw tagged_resource_not_found(arn);
  return *table;
}

}  // namespace aws::region::dynamodb
