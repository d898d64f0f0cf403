#include "region/dynamodb/items/item_write.h"

#include <utility>

#include "region/dynamodb/items/writes.h"

namespace aws::region::dynamodb {

ItemChange change_by(const ItemStore& items, const ItemWrite& write) {
  if (write.not_of_schema) throw Error(*write.not_of_schema);
  auto before = items.get(*write.table, write.item);
  check_condition(write.condition, before, write.returns_on_failure);
  auto after = write.outcome(before);
  return {std::move(before), std::move(after)};
}

void make(ItemStore& items, const ItemWrite& write, const ItemChange& change) {
  if (!write.writes) return;
  if (change.after) return items.put(*write.table, *change.after);
  if (change.before) items.erase(*write.table, write.item);
}

}  // namespace aws::region::dynamodb
