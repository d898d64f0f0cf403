// What a WHERE clause means: of any item whether it holds, and whether it is about one item alone.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb::partiql {

using dynamodb::Condition;

// Throws DynamoDB's ValidationException.
Condition condition_of(const Expression& where);
// Of the item itself: those that the expression names.
std::set<std::string> attributes_of(const Expression& expression);

// One item, and what else has to hold of it.
struct ItemAndRest {
  Item key;
  std::vector<const Expression*> rest;  // parts of the clause
};
// Nothing unless the clause says with "=" and AND what each part of the key is.
std::optional<ItemAndRest> item_in(const KeySchema& schema, const std::optional<Expression>& where);
Condition condition_of(const std::vector<const Expression*>& all);

}  // namespace aws::region::dynamodb::partiql
