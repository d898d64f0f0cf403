// Turns the text of a condition into a function, by recursive descent. Used by Condition alone.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>

#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/reader.h"

namespace aws::region::dynamodb {

class ConditionParser {
 public:
  explicit ConditionParser(ExpressionReader& reader) : reader_(reader) {}

  Condition parse();

 private:
  using Test = Condition::Test;
  // What stands on a side of a comparison.
  struct Operand {
    std::function<std::optional<Attribute>(const Item&)> in;  // nothing when the item has no such value
    std::optional<Attribute> constant;                        // the same for every item
  };

  Test disjunction();  // a OR b
  Test conjunction();  // a AND b
  Test negation();     // NOT a
  Test primary();
  Test nested(Test (ConditionParser::*rule)());
  Test function(const std::string& name);
  Test comparison();
  Test between(const Operand& operand);
  Test among(const Operand& operand);  // IN (a, b)
  Operand operand();
  void check_ordered(const std::string& sign, const Operand& operand) const;

  ExpressionReader& reader_;
};

}  // namespace aws::region::dynamodb
