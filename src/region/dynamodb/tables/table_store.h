// The tables' definitions, on disk before a call returns. Owned by the region, one thread; knows neither JSON nor HTTP.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/place.h"
#include "region/dynamodb/tables/table.h"
#include "region/store/collection.h"

namespace aws::region::dynamodb {

class TableStore {
 public:
  explicit TableStore(Store& store) : tables_(store, "dynamodb.table") {}

  // Throws table_exists().
  const Table& create(Table table);
  const Table* find(std::string_view name) const { return tables_.find(name); }
  const Table& get(std::string_view name) const;         // throws table_not_found()
  const Table& with_items(std::string_view name) const;  // throws resource_not_found(), as operations on items do
  // By the ARN of a table of this place. Throws tagged_resource_not_found(), or that it is no ARN.
  const Table& by_arn(const std::string& arn, const Place& place) const;
  const Table& replace(Table table);
  void remove(std::string_view name) { tables_.erase(name); }
  const std::map<std::string, Table, std::less<>>& all() const { return tables_.all(); }

 private:
  Collection<Table> tables_;
};

}  // namespace aws::region::dynamodb
