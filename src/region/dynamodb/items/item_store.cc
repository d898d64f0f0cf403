#include "region/dynamodb/items/item_store.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <utility>

#include "region/dynamodb/tables/key.h"
#include "region/store/document.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::string_view kDocuments = "dynamodb.item";

// By the table's id, so that a table of the same name that comes later can never see what a former one held.
std::string space_of(const Table& table, const Index* index = nullptr) {
  return "dynamodb/" + table.id + (index == nullptr ? "" : "/" + index->name);
}

// A row's body: the item's size in four bytes, so that tables are counted without reading their items, and its JSON.
constexpr std::size_t kSizeBytes = 4;

std::string body_of(const Item& item) {
  const auto bytes = bytes_of(item);
  std::string body;
  for (int shift = 24; shift >= 0; shift -= 8) body += static_cast<char>(bytes >> shift);
  return body + boost::json::serialize(boost::json::value_from(item));
}

std::size_t size_in(std::string_view body) {
  std::size_t bytes = 0;
  for (const char c : body.substr(0, kSizeBytes)) bytes = bytes << 8U | static_cast<unsigned char>(c);
  return bytes;
}

Item item_in(std::string_view body) {
  std::array<unsigned char, 8192> first;
  boost::json::monotonic_resource memory(first.data(), first.size());  // given back all at once
  return boost::json::value_to<Item>(parse_document(body.substr(kSizeBytes), &memory));
}

}  // namespace

ItemStore::ItemStore(Store& store, const TableStore& tables) : store_(store), rows_(store) {
  take_up_documents(tables);
}

void ItemStore::take_up_documents(const TableStore& tables) {
  const auto documents = store_.load(kDocuments);
  if (documents.empty()) return;
  std::map<std::string, const Table*> by_id;
  for (const auto& [name, table] : tables.all()) by_id[table.id] = &table;
  store_.transaction([&] {
    for (const auto& document : documents) {
      const auto table = by_id.find(document.key.substr(0, document.key.find('/')));
      if (table != by_id.end()) {
        put(*table->second, boost::json::value_to<Item>(parse_document(document.body).at("item")));
      }
      store_.erase(kDocuments, document.key);
    }
  });
}

std::optional<Item> ItemStore::get(const Table& table, const Item& key) const {
  const auto body = rows_.get(space_of(table), row_key(table.key(), key));
  return body ? std::optional(item_in(*body)) : std::nullopt;
}

void ItemStore::put(const Table& table, const Item& item) {
  const auto key = row_key(table.key(), item);
  if (table.indexes.empty()) return put_row(space_of(table), key, item);
  store_.transaction([&] {
    const auto before = get(table, item);
    for (const auto& index : table.indexes) {
      const auto old_key = before ? index_row_key(table, index, *before) : std::nullopt;
      const auto new_key = index_row_key(table, index, item);
      if (old_key && old_key != new_key) erase_row(space_of(table, &index), *old_key);
      if (new_key) put_row(space_of(table, &index), *new_key, projected(table, index, item));
    }
    put_row(space_of(table), key, item);
  });
}

void ItemStore::erase(const Table& table, const Item& item) {
  const auto key = row_key(table.key(), item);
  if (table.indexes.empty()) return erase_row(space_of(table), key);
  store_.transaction([&] {
    const auto before = get(table, item);
    for (const auto& index : table.indexes) {
      const auto old_key = before ? index_row_key(table, index, *before) : std::nullopt;
      if (old_key) erase_row(space_of(table, &index), *old_key);
    }
    erase_row(space_of(table), key);
  });
}

void ItemStore::erase_all(const Table& table) {
  store_.transaction([&] {
    for (const auto& index : table.indexes) erase_all(table, index);
    erase_space(space_of(table));
  });
}

void ItemStore::erase_all(const Table& table, const Index& index) { erase_space(space_of(table, &index)); }

void ItemStore::fill(const Table& table, const Index& index) {
  std::vector<Item> items;  // what is walked must not be written meanwhile
  const auto next_page = [&](std::string from) {
    constexpr std::size_t kPage = 1000;
    items.clear();
    walk(table, nullptr, {.from = std::move(from)}, Order::kForward, [&](StoredItem&& stored) {
      items.push_back(std::move(stored.item));
      return items.size() < kPage;
    });
    return !items.empty();
  };
  store_.transaction([&] {
    for (std::string from; next_page(from); from = row_key(table.key(), items.back()) + '\0') {
      for (const auto& item : items) {
        const auto key = index_row_key(table, index, item);
        if (key) put_row(space_of(table, &index), *key, projected(table, index, item));
      }
    }
  });
}

void ItemStore::walk(const Table& table, const Index* index, const KeyRange& range, Order order,
                     const std::function<bool(StoredItem&&)>& visit) const {
  rows_.walk(space_of(table, index), range, order, [&](Row&& row) {
    return visit({std::move(row.key), item_in(row.body), size_in(row.body)});
  });
}

Tally ItemStore::tally(const Table& table, const Index* index) {
  const auto space = space_of(table, index);
  const auto [known, counts] = tallies_.try_emplace(space);
  if (counts) {
    rows_.walk(space, {}, Order::kForward, [&tally = known->second](Row&& row) {
      ++tally.items;
      tally.bytes += static_cast<std::int64_t>(size_in(row.body));
      return true;
    });
  }
  return known->second;
}

void ItemStore::put_row(const std::string& space, const std::string& row_key, const Item& item) {
  count(space, row_key, 1, static_cast<std::int64_t>(bytes_of(item)));
  rows_.put(space, row_key, body_of(item));
}

void ItemStore::erase_row(const std::string& space, const std::string& row_key) {
  count(space, row_key, 0, 0);
  rows_.erase(space, row_key);
}

void ItemStore::erase_space(const std::string& space) {
  tallies_.erase(space);
  rows_.erase_space(space);
}

// Before a row becomes another one. What a rollback takes back is counted anew.
void ItemStore::count(const std::string& space, const std::string& row_key, std::int64_t items, std::int64_t bytes) {
  const auto known = tallies_.find(space);
  if (known == tallies_.end()) return;
  store_.on_rollback([this, space] { tallies_.erase(space); });
  if (const auto before = rows_.get(space, row_key)) {
    --items;
    bytes -= static_cast<std::int64_t>(size_in(*before));
  }
  known->second.items += items;
  known->second.bytes += bytes;
}

}  // namespace aws::region::dynamodb
