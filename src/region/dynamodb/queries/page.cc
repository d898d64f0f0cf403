#include "region/dynamodb/queries/page.h"

#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMostBytes = 1024U * 1024U;  // that a page looks at; the item that passes it is the last

}  // namespace

std::string row_key_of(const Table& table, const Index* index, const Item& key) {
  return index == nullptr ? row_key(table.key(), key) : index_row_key(table, *index, key).value();
}

Page read_page(const ItemStore& items, const Table& table, const PageRequest& request) {
  KeyRange range = request.range;
  if (request.after) {
    const auto key = row_key_of(table, request.index, *request.after);
    if (request.order == Order::kForward) {
      range.from = std::max(range.from, key + '\0');
    } else {
      range.to = range.to ? std::min(*range.to, key) : key;
    }
  }
  Page page;
  items.walk(table, request.index, range, request.order, [&](StoredItem&& stored) {
    ++page.scanned;
    page.bytes += stored.bytes;
    if (page.scanned == request.limit || page.bytes > kMostBytes) {
      page.last_key = key_in(table, request.index, stored.item);
    }
    if (request.fetches) {
      stored.item = items.get(table, stored.item).value();
      page.fetched_units += read_units(bytes_of(stored.item), true);
    }
    if (request.filter.holds(stored.item)) {
      ++page.count;
      if (!request.counts_only) page.items.push_back(request.projection.apply(stored.item));
    }
    return !page.last_key;
  });
  return page;
}

}  // namespace aws::region::dynamodb
