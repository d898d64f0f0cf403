#include "region/dynamodb/table_store.h"

#include <algorithm>
#include <set>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/key.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMaxItemBytes = 400U * 1024U;

void check_size(const Item& item) {
  if (bytes_of(item) > kMaxItemBytes) throw item_too_large();
}

const Item& item_or_key(const Write& write) {
  const auto* put = std::get_if<Put>(&write.change);
  return put != nullptr ? put->item : std::get<Delete>(write.change).key;
}

// Every item that a batch puts is held against the schema in the words of a key, unlike PutItem's.
void check_batch_key(const Table& table, const Item& item) {
  Item key;
  if (const auto found = item.find(table.hash.name); found != item.end()) key.insert(*found);
  if (table.range) {
    if (const auto found = item.find(table.range->name); found != item.end()) key.insert(*found);
  }
  check_key(table, key);
}

}  // namespace

TableStore::TableStore(Store& store)
    : store_(store), tables_(store, "dynamodb.table"), items_(store, "dynamodb.item") {}

const Table& TableStore::create(Table table) {
  if (tables_.contains(table.name)) throw table_exists(table.name);
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

Table TableStore::remove(std::string_view name) {
  Table table = get(name);
  const std::string prefix = table.id + "/";
  store_.transaction([&] {
    const auto& items = items_.all();
    for (auto at = items.lower_bound(prefix); at != items.end() && at->first.starts_with(prefix);) {
      items_.erase((at++)->first);
    }
    tables_.erase(name);
  });
  return table;
}

Tally TableStore::tally(const Table& table) const {
  Tally tally;
  const std::string prefix = table.id + "/";
  const auto& items = items_.all();
  for (auto at = items.lower_bound(prefix); at != items.end() && at->first.starts_with(prefix); ++at) {
    ++tally.items;
    tally.bytes += static_cast<std::int64_t>(bytes_of(at->second.item));
  }
  return tally;
}

const Item* TableStore::get_item(std::string_view name, const Item& key) const {
  const Table& table = with_items(name);
  check_key(table, key);
  return stored(document_key(table, key));
}

const Item* TableStore::check_put(std::string_view name, const Item& item) const {
  const Table& table = with_items(name);
  check_item_key(table, item);
  check_size(item);
  return stored(document_key(table, item));
}

std::optional<Item> TableStore::put_item(std::string_view name, Item item) {
  const Item* found = check_put(name, item);
  std::optional<Item> replaced;
  if (found != nullptr) replaced = *found;
  const std::string key = document_key(with_items(name), item);
  items_.put(key, {std::move(item)});
  return replaced;
}

std::vector<std::size_t> TableStore::write(const std::vector<Write>& writes) {
  std::set<std::string> keys;
  std::vector<std::size_t> bytes;
  for (const Write& write : writes) {
    const Table& table = with_items(write.table);
    const Item& item = item_or_key(write);
    const bool puts = std::holds_alternative<Put>(write.change);
    if (puts) {
      check_batch_key(table, item);
      check_size(item);
    } else {
      check_key(table, item);
    }
    const std::string key = document_key(table, item);
    if (!keys.insert(key).second) throw duplicate_keys();
    const Item* before = stored(key);
    bytes.push_back(std::max(puts ? bytes_of(item) : 0, before != nullptr ? bytes_of(*before) : 0));
  }
  store_.transaction([&] {
    for (const Write& write : writes) {
      const std::string key = document_key(*find(write.table), item_or_key(write));
      if (const auto* put = std::get_if<Put>(&write.change)) {
        items_.put(key, {put->item});
      } else {
        items_.erase(key);
      }
    }
  });
  return bytes;
}

// By the table's id, so that a table of the same name that comes later can never see what a former one held.
std::string TableStore::document_key(const Table& table, const Item& key) {
  return table.id + "/" + key_text(table, key);
}

const Item* TableStore::stored(const std::string& document_key) const {
  const StoredItem* found = items_.find(document_key);
  return found == nullptr ? nullptr : &found->item;
}

}  // namespace aws::region::dynamodb
