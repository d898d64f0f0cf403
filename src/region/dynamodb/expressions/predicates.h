// What conditions are made of, in whatever language they are written: an expression's placeholders or PartiQL. The
// grammars find the operands; here is what then holds of an item. Pure.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/path.h"

namespace aws::region::dynamodb {

// How a language says that something is wrong with an expression.
using Refuse = std::function<Error(std::string_view detail)>;
Error wrong_operand(const Refuse& refuse, std::string_view function, std::string_view type);

// What stands on a side of a comparison.
struct Operand {
  std::function<std::optional<Attribute>(const Item&)> in;  // nothing when the item has no such value
  std::optional<Attribute> constant;                        // the same for every item
};
Operand operand_at(Path path);
Operand operand_of(Attribute value);
Operand size_at(Path path);

// All throw what `refuse` makes of an operand that can be seen to be wrong before there is an item.
Condition::Test comparing(const std::string& sign, Operand left, Operand right, const Refuse& refuse);
Condition::Test between(Operand value, Operand low, Operand high, const Refuse& refuse);
// Of BETWEEN: the bounds are of one type and in order.
void check_bounds(const Attribute& low, const Attribute& high, const Refuse& refuse);
Condition::Test among(Operand value, std::vector<Operand> choices);
Condition::Test exists(Path path);
// begins_with, contains or attribute_type.
bool is_question(std::string_view function);
Condition::Test asking(const std::string& function, Operand whole, Operand part, const Refuse& refuse);

Condition::Test both(Condition::Test one, Condition::Test other);
Condition::Test either(Condition::Test one, Condition::Test other);
Condition::Test negated(Condition::Test test);

}  // namespace aws::region::dynamodb
