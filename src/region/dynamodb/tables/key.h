// An item's primary key: what a table demands of it, and the row key under which the item is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"
#include "region/store/rows.h"

namespace aws::region::dynamodb {

// Throws key_mismatch() unless `key` holds exactly the table's key attributes, of their types.
void check_key(const Table& table, const Item& key);
// Throws missing_key() or key_type_mismatch() unless `item` holds them, among others; and when what it has of an
// index's key is of another type or empty.
void check_item_key(const Table& table, const Item& item);

// What those two throw first, before they look into the values: nothing when the attributes are there, of their types.
std::optional<Error> key_mismatch_of(const Table& table, const Item& key);
std::optional<Error> item_key_mismatch(const Table& table, const Item& item);  // of indexes' keys, too

// Where an item lies among the rows of its table: those of one hash key together, in the order of their range keys,
// numbers by value; the hash keys themselves in an order of no meaning, as on AWS. Equal keys have the same text
// (ItemId 1 and 1.0 are one item).
std::string row_key(const KeySchema& schema, const Item& item);

void check_index_keys(const Table& table, const Item& item);  // that last part alone
std::optional<Error> index_key_mismatch(const Table& table, const Item& item);

// Where it lies in an index: among those of the same index key in the order of their row keys in the table. Nothing
// when the item has not all of the index's key, or not of its types: then it is not in the index.
std::optional<std::string> index_row_key(const Table& table, const Index& index, const Item& item);
// As much of an item as an index has.
Item projected(const Table& table, const Index& index, const Item& item);
bool projects(const Table& table, const Index& index, const std::string& attribute);
// The attributes of the table's key and, with one, of the index's.
Item key_in(const Table& table, const Index* index, const Item& item);

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
