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
  TableStore(Store& store, const Place& place)
      : tables_(store, "dynamodb.table"), arn_start_(place.arn("dynamodb", "table/")) {}

  // Throws table_exists().
  const Table& create(Table table);
  // By its name, or by its ARN, as all operations on tables and items may call it.
  const Table* find(std::string_view name) const;
  // Both throw that it can be no name; else table_not_found(), or resource_not_found() as operations on items do.
  const Table& get(std::string_view name) const;
  const Table& with_items(std::string_view name) const;
  // Throws tagged_resource_not_found(), or that it is no ARN.
  const Table& by_arn(const std::string& arn) const;
  // Also of one that is not there, and of one that is called by an ARN.
  std::string arn_of(std::string_view name) const;
  const Table& replace(Table table);
  void remove(std::string_view name) { tables_.erase(name); }
  const std::map<std::string, Table, std::less<>>& all() const { return tables_.all(); }

 private:
  Collection<Table> tables_;
  std::string arn_start_;  // of all tables of this place
};

// Throws unless a table may be named so.
void check_table_name(std::string_view name);

}  // namespace aws::region::dynamodb
