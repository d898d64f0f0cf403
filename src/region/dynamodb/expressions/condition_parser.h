// Turns the text of a condition into a function, by recursive descent. Used by Condition alone.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "region/dynamodb/attribute.h"
#include "region/dynamodb/expressions/expression_names.h"

namespace aws::region::dynamodb {

class ConditionParser {
 public:
  using Test = std::function<bool(const Item&)>;

  ConditionParser(std::string_view text, ExpressionNames& names, const Item& values);

  Test parse();
  // Throws when one of the values was never used.
  void check_values_used() const;

 private:
  // What stands on a side of a comparison; nothing when the item has no such attribute.
  using Operand = std::function<std::optional<Attribute>(const Item&)>;

  Test disjunction();  // a OR b
  Test conjunction();  // a AND b
  Test negation();     // NOT a
  Test primary();
  Test nested(Test (ConditionParser::*rule)());  // refuses what is nested too deep
  Test function(const std::string& name);
  Test comparison();
  Test among(const Operand& operand);  // IN (a, b)
  Operand operand();
  std::string path();

  std::string take();
  bool next_is(std::string_view word) const;  // words in whatever case
  bool take_if(std::string_view word);
  void expect(std::string_view token);

  ExpressionNames& names_;
  const Item& values_;
  std::set<std::string> used_;
  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace aws::region::dynamodb
