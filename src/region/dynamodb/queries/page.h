// One page of a Query or a Scan: the items that it looks at, one after another, and those of them that it answers.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/item_store.h"

namespace aws::region::dynamodb {

struct PageRequest {
  const Index* index = nullptr;  // the table itself
  bool fetches = false;          // from the table what the index does not have
  // Which rows it looks at, in this sequence; no row is in two of them.
  std::vector<KeyRange> ranges = {KeyRange{}};
  Order order = Order::kForward;
  std::optional<Item> after;         // the key of the item behind which it starts
  std::optional<std::size_t> limit;  // of items to look at
  Condition filter;
  Projection projection;
  bool counts_only = false;
};

struct Page {
  std::vector<Item> items;       // none when it counts only
  std::size_t count = 0;         // of items that the filter lets through
  std::size_t scanned = 0;       // of items that it looked at
  std::size_t bytes = 0;         //         and their size
  double fetched_units = 0;      // of strongly consistent reads from the table, a read for each item
  std::optional<Item> last_key;  // there may be more behind it
};

// Of the item's row in the table, or in an index that has it.
std::string row_key_of(const Table& table, const Index* index, const Item& key);

// Has it look in an index. A local one is read on into its table for what it has not; of a global one that is refused.
void use_index(const Table& table, const Index& index, PageRequest& page);

Page read_page(const ItemStore& items, const Table& table, const PageRequest& request);

// What was read of an index is the index's; what it had to fetch from the table, the table's.
Units units_of(const PageRequest& asked, const Page& page, bool strongly_consistent);

}  // namespace aws::region::dynamodb
