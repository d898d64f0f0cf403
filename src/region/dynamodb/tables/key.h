// An item's primary key: what a table demands of it, and the row key under which the item is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"
#include "region/store/rows.h"

namespace aws::region::dynamodb {

// Throws key_mismatch() unless `key` holds exactly the table's key attributes, of their types.
void check_key(const Table& table, const Item& key);
// Throws missing_key() or key_type_mismatch() unless `item` holds them, among others.
void check_item_key(const Table& table, const Item& item);

// Where an item lies among the rows of its table: those of one hash key together, in the order of their range keys,
// numbers by value; the hash keys themselves in an order of no meaning, as on AWS. Equal keys have the same text
// (ItemId 1 and 1.0 are one item).
std::string row_key(const KeySchema& schema, const Item& item);

// What the row keys of one hash key start with.
std::string partition_of(const Attribute& hash);
// A range key's part of a row key is its sortable text and an end that sorts before everything else.
std::string sortable(const Attribute& range);
inline constexpr std::string_view kEndOfRange("\0\0", 2);
// The first text that sorts after all that start with this one; nothing when there is none.
std::optional<std::string> after_all(std::string prefix);

// The rows of one of so many equal parts of a table.
KeyRange segment_of(std::uint32_t segment, std::uint32_t segments);

}  // namespace aws::region::dynamodb
