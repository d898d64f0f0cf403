// Turns the text of a condition into a function, by recursive descent. Used by Condition alone.
#pragma once

#include <string>

#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/predicates.h"
#include "region/dynamodb/expressions/reader.h"

namespace aws::region::dynamodb {

class ConditionParser {
 public:
  explicit ConditionParser(ExpressionReader& reader) : reader_(reader) {}

  Condition parse();

 private:
  using Test = Condition::Test;

  Test disjunction();  // a OR b
  Test conjunction();  // a AND b
  Test negation();     // NOT a
  Test primary();
  Test nested(Test (ConditionParser::*rule)());
  Test function(const std::string& name);
  Test comparison();
  Test choice(Operand value);  // IN (a, b)
  Operand operand();

  ExpressionReader& reader_;
  Refuse refuse_ = [this](std::string_view detail) { return reader_.invalid(detail); };
};

}  // namespace aws::region::dynamodb
