// What INSERT, UPDATE, DELETE and EXISTS mean of a table: a write of one item.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
#pragma once

#include <optional>
#include <string>

#include "region/dynamodb/items/item_write.h"
#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb::partiql {

// Not of a SELECT. Throws DynamoDB's ValidationException.
ItemWrite write_of(const Table& table, const Statement& statement,
                   const std::optional<std::string>& returns_on_failure);

// What RETURNING asks for; may be empty.
Item returned(const Statement& statement, const ItemChange& change);

}  // namespace aws::region::dynamodb::partiql
