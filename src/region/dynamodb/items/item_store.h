// The items of all tables and what their indexes hold, rows of the store: they are on disk, and only those that are
// asked for are read. Owned by the region, one thread; knows neither the wire nor permissions.
// docs/adr/0013-items-as-rows.md
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
  // Both keep the table's indexes in step, in one transaction.
  void put(const Table& table, const Item& item);
  void erase(const Table& table, const Item& key);
  void erase_all(const Table& table);
  // A new index gets what the table holds; one that goes leaves nothing behind.
  void fill(const Table& table, const Index& index);
  void erase_all(const Table& table, const Index& index);

  // Of the table, or of one of its indexes: there in the index's order, and as much of each item as it has. Until
  // `visit` says false.
  void walk(const Table& table, const Index* index, const KeyRange& range, Order order,
            const std::function<bool(StoredItem&&)>& visit) const;
  // Counted when it is asked for first, and kept up from then on.
  Tally tally(const Table& table, const Index* index = nullptr);
  void transaction(const std::function<void()>& change) { store_.transaction(change); }

 private:
  void take_up_documents(const TableStore& tables);
  void put_row(const std::string& space, const std::string& row_key, const Item& item);
  void erase_row(const std::string& space, const std::string& row_key);
  void count(const std::string& space, const std::string& row_key, std::int64_t items, std::int64_t bytes);
  void erase_space(const std::string& space);

  Store& store_;
  Rows rows_;
  std::map<std::string, Tally> tallies_;  // by space; of those that were asked for
};

}  // namespace aws::region::dynamodb
