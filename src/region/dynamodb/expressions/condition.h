// A ConditionExpression or a FilterExpression: what must hold of an item. Understands comparisons, BETWEEN, IN, AND,
// OR, NOT, parentheses, attribute_exists, attribute_not_exists, attribute_type, begins_with, contains and size, on
// document paths. Evaluating it changes nothing.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
#pragma once

#include <functional>
#include <set>
#include <string>

#include "region/dynamodb/expressions/placeholders.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

class Condition {
 public:
  using Test = std::function<bool(const Item&)>;

  Condition() = default;  // always holds
  Condition(Test test, std::set<std::string> attributes) : test_(std::move(test)), attributes_(std::move(attributes)) {}
  // `parameter` is where the expression stands: "FilterExpression". Throws DynamoDB's ValidationException.
  static Condition parse(const std::string& parameter, const std::string& expression, Placeholders& placeholders);

  bool holds(const Item& item) const { return !test_ || test_(item); }
  // The attributes of the item itself that it is about.
  const std::set<std::string>& attributes() const { return attributes_; }

 private:
  Test test_;
  std::set<std::string> attributes_;
};

}  // namespace aws::region::dynamodb
