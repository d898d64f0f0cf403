// A ConditionExpression: what must hold of the item that a put would replace. Understands comparisons, BETWEEN, IN,
// AND, OR, NOT, parentheses, attribute_exists, attribute_not_exists, attribute_type, begins_with, contains and size, on
// top-level attributes. Evaluating it changes nothing.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "region/dynamodb/attribute.h"

namespace aws::region::dynamodb {

class Condition {
 public:
  struct Request {
    std::optional<std::string> expression;
    std::map<std::string, std::string> names;  // ExpressionAttributeNames: "#n" -> "Name"
    Item values;                               // ExpressionAttributeValues: ":v" -> value
  };

  // Throws DynamoDB's ValidationException. Without an expression the condition always holds.
  explicit Condition(const Request& request);

  bool holds(const Item& item) const { return test_(item); }

 private:
  std::function<bool(const Item&)> test_ = [](const Item&) { return true; };
};

}  // namespace aws::region::dynamodb
