#include "region/dynamodb/items/batch_service.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/collections.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::size_t kMostWrites = 25;
constexpr std::size_t kMostReads = 100;
constexpr std::size_t kMostBytes = 16U * 1024U * 1024U;  // of a reply

// A put of an item, or the deletion of the item with this key.
struct Write {
  const Table* table;
  Item item;
  bool puts;
};

Write write_of(const Table& table, const api::WriteRequest& request) {
  if (request.PutRequest && request.DeleteRequest) {
    throw validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
  }
  if (request.PutRequest) return {&table, item_of(request.PutRequest->Item), true};
  if (request.DeleteRequest) return {&table, item_of(request.DeleteRequest->Key), false};
  throw validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
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

// No two keys of one table are the same.
class Keys {
 public:
  void add(const Table& table, const Item& item) {
    if (!seen_.insert({table.id, row_key(table.key(), item)}).second) throw duplicate_keys();
  }

 private:
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

void BatchService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::BatchGetItem, this, &BatchService::get);
  handlers.on(api::operations::BatchWriteItem, this, &BatchService::write);
}

// All of the writes or, when one of them is refused, none.
api::BatchWriteItemResponse BatchService::write(const api::BatchWriteItemRequest& request) {
  const auto& asked = request.RequestItems.value();  // required by the model
  std::size_t count = 0;
  for (const auto& [name, requests] : asked) count += requests.size();
  if (count > kMostWrites) throw validation("Too many items requested for the BatchWriteItem call");
  std::vector<Write> writes;
  std::map<std::string, Units> units;
  Keys keys;
  for (const auto& [name, requests] : asked) {
    for (const auto& each : requests) {
      const auto write = write_of(tables_.with_items(name), each);
      if (write.puts) {
        check_batch_key(*write.table, write.item);
        check_index_keys(*write.table, write.item);
        check_size(write.item);
      } else {
        check_key(*write.table, write.item);
      }
      keys.add(*write.table, write.item);
      const auto before = items_.get(*write.table, write.item);
      units[name] += write_units(*write.table, before, write.puts ? &write.item : nullptr);
      writes.push_back(write);
    }
  }
  items_.transaction([&] {
    for (const auto& write : writes) {
      write.puts ? items_.put(*write.table, write.item) : items_.erase(*write.table, write.item);
    }
  });
  api::BatchWriteItemResponse response;
  for (const auto& write : writes) {
    add_collection_metrics(request.ReturnItemCollectionMetrics, items_, *write.table, write.item,
                           response.ItemCollectionMetrics);
  }
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, units);
  return response;
}

api::BatchGetItemResponse BatchService::get(const api::BatchGetItemRequest& request) {
  const auto& asked = request.RequestItems.value();
  std::size_t count = 0;
  for (const auto& [name, keys] : asked) count += keys.Keys.value().size();
  if (count > kMostReads) throw validation("Too many items requested for the BatchGetItem call");
  api::BatchGetItemResponse response;
  std::map<std::string, Units> units;
  Keys different;
  std::size_t bytes = 0;
  for (const auto& [name, wanted] : asked) {
    const Projection projection = projection_of(wanted);
    const Table& table = tables_.with_items(name);
    auto& found = response.Responses[name];
    for (const auto& each : *wanted.Keys) {
      const Item key = item_of(each);
      check_key(table, key);
      different.add(table, key);
      const auto item = items_.get(table, key);
      const auto size = item ? bytes_of(*item) : 0;
      if (bytes + size > kMostBytes) {
        const auto [left, first] = response.UnprocessedKeys.try_emplace(name, wanted);
        if (first) left->second.Keys->clear();
        left->second.Keys->push_back(each);
        bytes = kMostBytes;  // from here on nothing more
        continue;
      }
      bytes += size;
      units[name].table += read_units(size, wanted.ConsistentRead.value_or(false));
      if (item) found.push_back(attribute_values_of(projection.apply(*item)));
    }
  }
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, units);
  return response;
}

}  // namespace aws::region::dynamodb
