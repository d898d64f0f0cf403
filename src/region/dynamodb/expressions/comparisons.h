// What conditions ask of values. Pure.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
#pragma once

#include <optional>
#include <string_view>

#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

using Comparison = bool (*)(const Attribute&, const Attribute&);

// "=", "<>", "<", "<=", ">" or ">="; nullptr for anything else. Only values of one type, and of these only texts,
// numbers and bytes, come before or after one another.
Comparison comparison_named(std::string_view sign);
bool is_ordered(const Attribute& value);  // a text, a number or bytes

bool is_between(const Attribute& value, const Attribute& low, const Attribute& high);
bool begins_with(const Attribute& whole, const Attribute& part);
bool contains(const Attribute& whole, const Attribute& part);
bool is_of_type(const Attribute& value, const Attribute& type);

// The length of a text or of bytes, the number of elements of anything that has elements; nothing for others.
std::optional<Attribute> size_of(const Attribute& value);

}  // namespace aws::region::dynamodb
