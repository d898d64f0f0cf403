// The token with which a statement goes on: where it stopped, and that it was this statement.
#pragma once

#include <string>
#include <vector>

#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb::partiql {

// `statement` is whatever has to be the same again.
std::string next_token(const std::string& statement, const Item& last_key);
// Throws DynamoDB's ValidationException for one of another statement, or that is none.
Item key_in_token(const std::string& token, const std::string& statement, const Table& table, const Index* index);

}  // namespace aws::region::dynamodb::partiql
