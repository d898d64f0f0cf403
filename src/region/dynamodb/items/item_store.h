// The items of all tables, rows of the store: they are on disk, and only those that are asked for are read. Owned by
// the region, one thread; knows neither the wire nor permissions. docs/adr/0013-items-as-rows.md
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "region/dynamodb/tables/table_store.h"
#include "region/dynamodb/values/attribute.h"
#include "region/store/rows.h"

namespace aws::region::dynamodb {

struct StoredItem {
  std::string row_key;
  Item item;
  std::size_t bytes = 0;  // as DynamoDB counts
};

class ItemStore {
 public:
  // Takes up what earlier versions kept as documents.
  ItemStore(Store& store, const TableStore& tables);

  // `key` may have more attributes than the key's.
  std::optional<Item> get(const Table& table, const Item& key) const;
  void put(const Table& table, const Item& item);
  void erase(const Table& table, const Item& key);
  void erase_all(const Table& table);
  // Until `visit` says false.
  void walk(const Table& table, const KeyRange& range, Order order,
            const std::function<bool(StoredItem&&)>& visit) const;
  // Counted when it is asked for first, and kept up from then on.
  Tally tally(const Table& table);
  void transaction(const std::function<void()>& change) { store_.transaction(change); }

 private:
  void take_up_documents(const TableStore& tables);
  void count(const Table& table, const std::string& row_key, std::int64_t items, std::int64_t bytes);

  Store& store_;
  Rows rows_;
  std::map<std::string, Tally> tallies_;  // by the table's id; of those that were asked for
};

}  // namespace aws::region::dynamodb
