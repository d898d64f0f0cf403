// What an update gives a path, in whatever language it is written: an UpdateExpression or PartiQL. The grammars find
// the operands; here is what becomes of them when there is an item. Pure.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "region/dynamodb/expressions/path.h"
#include "region/dynamodb/expressions/predicates.h"
#include "region/dynamodb/expressions/update.h"

namespace aws::region::dynamodb {

struct NewValue {
  std::function<Attribute(const Item& before)> in;  // throws when the item has no such value
  std::optional<Attribute> constant;                // the same for every item
};
NewValue value_at(Path path);
NewValue value_given(Attribute value);
NewValue value_unless_exists(Path path, NewValue otherwise);  // if_not_exists

// Both throw what `refuse` makes of an operand that can be seen to be wrong before there is an item. The sign is "+" or
// "-".
NewValue value_of_sum(const std::string& sign, NewValue left, NewValue right, const Refuse& refuse);
NewValue value_appended(NewValue first, NewValue second, const Refuse& refuse);  // list_append

// What ADD and DELETE make of the value at a path.
Update::Outcome adding(Path path, Attribute operand);
Update::Outcome deleting(Path path, Attribute operand);

}  // namespace aws::region::dynamodb
