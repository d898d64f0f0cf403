#include "region/dynamodb/items/collections.h"

#include <algorithm>
#include <cmath>

#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {
namespace {

constexpr double kGigabyte = 1024.0 * 1024.0 * 1024.0;

std::size_t bytes_in(const ItemStore& items, const Table& table, const Attribute& hash) {
  const auto partition = partition_of(hash);
  const KeyRange range{.from = partition, .to = after_all(partition)};
  std::size_t bytes = 0;
  const auto add = [&](StoredItem&& stored) {
    bytes += stored.bytes;
    return true;
  };
  items.walk(table, nullptr, range, Order::kForward, add);
  for (const auto& index : table.indexes) {
    if (index.local) items.walk(table, &index, range, Order::kForward, add);
  }
  return bytes;
}

}  // namespace

std::optional<aws::dynamodb::ItemCollectionMetrics> collection_metrics(const std::optional<std::string>& asked,
                                                                       const ItemStore& items, const Table& table,
                                                                       const Item& item) {
  if (asked != "SIZE" || std::ranges::none_of(table.indexes, &Index::local)) return std::nullopt;
  const auto& hash = item.at(table.hash.name);
  // The estimate is a range: so many whole gigabytes, and one more.
  const double whole = std::floor(static_cast<double>(bytes_in(items, table, hash)) / kGigabyte);
  return aws::dynamodb::ItemCollectionMetrics{.ItemCollectionKey = attribute_values_of({{table.hash.name, hash}}),
                                              .SizeEstimateRangeGB = {whole, whole + 1}};
}

void add_collection_metrics(const std::optional<std::string>& asked, const ItemStore& items, const Table& table,
                            const Item& item, CollectionMetrics& metrics) {
  const auto more = collection_metrics(asked, items, table, item);
  if (!more) return;
  auto& known = metrics[table.name];
  const auto is_same = [&](const auto& each) { return each.ItemCollectionKey == more->ItemCollectionKey; };
  if (std::ranges::none_of(known, is_same)) known.push_back(*more);
}

}  // namespace aws::region::dynamodb
