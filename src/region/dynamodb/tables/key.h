// An item's primary key: what a table demands of it, and the text under which the item is kept.
#pragma once

#include <string>

#include "region/dynamodb/attribute.h"
#include "region/dynamodb/table.h"

namespace aws::region::dynamodb {

// Throws key_mismatch() unless `key` holds exactly the table's key attributes, of their types.
void check_key(const Table& table, const Item& key);
// Throws missing_key() or key_type_mismatch() unless `item` holds them, among others.
void check_item_key(const Table& table, const Item& item);

// The same for equal keys (ItemId 1 and 1.0 are one item). Among those of one hash key the texts sort as the range keys
// do, numbers by value, so that a walk through them is what a query answers.
std::string key_text(const Table& table, const Item& item);

}  // namespace aws::region::dynamodb
