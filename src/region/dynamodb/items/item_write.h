// One write of one item, whoever asks for it: a part of TransactWriteItems or a statement of PartiQL. It knows what it
// needs the item to be and what it makes of it, and is carried out alone or together with others (transaction.h).
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/error.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/item_store.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb {

struct ItemWrite {
  const Table* table = nullptr;
  std::string called;                  // the table, as the request names it
  Item item;                           // of a put the item, of all others its key
  std::optional<Error> not_of_schema;  // what is wrong with that; then the rest has no meaning
  Condition condition;
  std::optional<std::string> returns_on_failure;
  bool writes = true;  // else it is a check alone
  // What becomes of the item; nothing when it goes. May throw.
  std::function<std::optional<Item>(const std::optional<Item>& before)> outcome;
};

// What it would do, and has done when it has been carried out.
struct ItemChange {
  std::optional<Item> before;
  std::optional<Item> after;

  const Item* written() const { return after ? &*after : nullptr; }
};

// Throws why it must not be done. Changes nothing.
ItemChange change_by(const ItemStore& items, const ItemWrite& write);
void make(ItemStore& items, const ItemWrite& write, const ItemChange& change);

}  // namespace aws::region::dynamodb
