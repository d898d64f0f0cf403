// The tables and their items, on disk before a call returns. Items of one table lie together, sorted by hash key and
// then by range key, numbers by value. Owned by the region, one thread; knows neither JSON nor HTTP.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "region/dynamodb/attribute.h"
#include "region/dynamodb/table.h"
#include "region/store/collection.h"

namespace aws::region::dynamodb {

// Kept as a document of its own; the key says which table it belongs to.
struct StoredItem {
  Item item;
};
BOOST_DESCRIBE_STRUCT(StoredItem, (), (item))

struct Tally {
  std::int64_t items = 0;
  std::int64_t bytes = 0;
};

struct Put {
  Item item;
};
struct Delete {
  Item key;
};
struct Write {
  std::string table;
  std::variant<Put, Delete> change;
};

class TableStore {
 public:
  explicit TableStore(Store& store);

  // Throws table_exists().
  const Table& create(Table table);
  const Table* find(std::string_view name) const { return tables_.find(name); }
  const Table& get(std::string_view name) const;  // throws table_not_found()
  // With all its items; the one that it was. Throws table_not_found().
  Table remove(std::string_view name);
  const std::map<std::string, Table, std::less<>>& all() const { return tables_.all(); }
  Tally tally(const Table& table) const;

  // Operations on items throw resource_not_found() for a table that does not exist.
  const Table& with_items(std::string_view name) const;
  const Item* get_item(std::string_view table, const Item& key) const;
  // The item that the new one would replace, or nullptr. Checks the item.
  const Item* check_put(std::string_view table, const Item& item) const;
  // The item that was replaced.
  std::optional<Item> put_item(std::string_view table, Item item);
  // All of the writes or, when one of them is refused, none. How many bytes each one touched: the larger of the item
  // that came and the one that went.
  std::vector<std::size_t> write(const std::vector<Write>& writes);

 private:
  static std::string document_key(const Table& table, const Item& key);
  const Item* stored(const std::string& document_key) const;

  Store& store_;
  Collection<Table> tables_;
  Collection<StoredItem> items_;
};

}  // namespace aws::region::dynamodb
