#include "region/dynamodb/queries/page.h"

#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kMostBytes = 1024U * 1024U;  // that a page looks at; the item that passes it is the last

Item key_in(const Table& table, const Item& item) {
  Item key = {*item.find(table.hash.name)};
  if (table.range) key.insert(*item.find(table.range->name));
  return key;
}

}  // namespace

Page read_page(const ItemStore& items, const Table& table, const PageRequest& request) {
  KeyRange range = request.range;
  if (request.after) {
    const auto key = row_key(table.key(), *request.after);
    if (request.order == Order::kForward) {
      range.from = std::max(range.from, key + '\0');
    } else {
      range.to = range.to ? std::min(*range.to, key) : key;
    }
  }
  Page page;
  items.walk(table, range, request.order, [&](StoredItem&& stored) {
    ++page.scanned;
    page.bytes += stored.bytes;
    if (page.scanned == request.limit || page.bytes > kMostBytes) page.last_key = key_in(table, stored.item);
    if (request.filter.holds(stored.item)) {
      ++page.count;
      if (!request.counts_only) page.items.push_back(request.projection.apply(stored.item));
    }
    return !page.last_key;
  });
  return page;
}

}  // namespace aws::region::dynamodb
