// What SET and REMOVE make of an item.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
#pragma once

#include <vector>

#include "region/dynamodb/expressions/update.h"
#include "region/dynamodb/partiql/statement.h"

namespace aws::region::dynamodb::partiql {

// Throws DynamoDB's ValidationException.
Update update_of(const std::vector<Assignment>& assignments);

}  // namespace aws::region::dynamodb::partiql
