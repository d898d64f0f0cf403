// Turns the text of a statement into its parsed form, by recursive descent, with the parameters in the places of its
// question marks. Pure.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
#pragma once

#include <string_view>
#include <vector>

#include "region/dynamodb/partiql/statement.h"

namespace aws::region::dynamodb::partiql {

// Throws DynamoDB's ValidationException.
Statement parse(std::string_view statement, const std::vector<Attribute>& parameters);

}  // namespace aws::region::dynamodb::partiql
