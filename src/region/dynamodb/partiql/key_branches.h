// What a WHERE clause says of a key, so that no more is read than it can be about. Pure.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "region/dynamodb/partiql/statement.h"
#include "region/dynamodb/queries/key_condition.h"
#include "region/dynamodb/tables/table.h"

namespace aws::region::dynamodb::partiql {

// The ways in which the clause can hold, as far as they are about the key: one for each branch of an OR and each choice
// of an IN, each with one value of the hash key and perhaps a comparison of the range key. Nothing when it can hold
// whatever the hash key is: then all items come into question.
std::optional<std::vector<KeyComparisons>> key_branches(const KeySchema& schema,
                                                        const std::optional<Expression>& where);

// Throws DynamoDB's ValidationException when an IN has more choices than it takes: fewer of the hash key than of
// others.
void check_choices(const KeySchema& schema, const std::optional<Expression>& where);

// Does it say somewhere that an attribute is not something: NOT, <>?
bool negates(const Expression& expression, const std::string& attribute);

// The attribute and the value of `key = value`.
std::optional<std::pair<std::string, Attribute>> key_equality(const Expression& part, const KeySchema& schema);

}  // namespace aws::region::dynamodb::partiql
