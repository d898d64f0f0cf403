#include "region/dynamodb/expressions/condition_parser.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <vector>

#include "region/dynamodb/expressions/comparisons.h"

namespace aws::region::dynamodb {

Condition ConditionParser::parse() {
  Test test = disjunction();
  reader_.expect_end();
  return {std::move(test), reader_.attributes()};
}

ConditionParser::Test ConditionParser::disjunction() {
  Test left = conjunction();
  while (reader_.take_if("OR")) left = either(std::move(left), conjunction());
  return left;
}

ConditionParser::Test ConditionParser::conjunction() {
  Test left = negation();
  while (reader_.take_if("AND")) left = both(std::move(left), negation());
  return left;
}

ConditionParser::Test ConditionParser::negation() {
  return reader_.take_if("NOT") ? negated(nested(&ConditionParser::negation)) : primary();
}

ConditionParser::Test ConditionParser::primary() {
  if (reader_.take_if("(")) {
    Test inner = nested(&ConditionParser::disjunction);
    reader_.expect(")");
    return inner;
  }
  if (!reader_.next_is_call("") || reader_.next_is_call("size")) return comparison();
  const std::string name = reader_.take();
  reader_.expect("(");
  Test test = function(name);
  reader_.expect(")");
  return test;
}

ConditionParser::Test ConditionParser::nested(Test (ConditionParser::*rule)()) {
  Test test;
  reader_.nested([&] { test = (this->*rule)(); });
  return test;
}

ConditionParser::Test ConditionParser::function(const std::string& name) {
  if (name == "attribute_exists") return exists(reader_.path());
  if (name == "attribute_not_exists") return negated(exists(reader_.path()));
  if (!is_question(name)) throw reader_.invalid(fmt::format("Invalid function name; function: {}", name));
  Operand whole = operand();
  reader_.expect(",");
  return asking(name, std::move(whole), operand(), refuse_);
}

ConditionParser::Test ConditionParser::comparison() {
  Operand left = operand();
  if (reader_.take_if("IN")) return choice(std::move(left));
  if (reader_.take_if("BETWEEN")) {
    Operand low = operand();
    reader_.expect("AND");
    Operand high = operand();
    Test test = between(std::move(left), low, high, refuse_);
    if (low.constant && high.constant) check_bounds(*low.constant, *high.constant, refuse_);
    return test;
  }
  if (reader_.at_end() || comparison_named(reader_.next()) == nullptr) throw reader_.syntax_error();
  const std::string sign = reader_.take();
  return comparing(sign, std::move(left), operand(), refuse_);
}

ConditionParser::Test ConditionParser::choice(Operand value) {
  std::vector<Operand> choices;
  reader_.expect("(");
  do {
    choices.push_back(operand());
  } while (reader_.take_if(","));
  reader_.expect(")");
  return among(std::move(value), std::move(choices));
}

Operand ConditionParser::operand() {
  if (reader_.next_is_call("size")) {
    reader_.take();
    reader_.expect("(");
    Operand size = size_at(reader_.path());
    reader_.expect(")");
    return size;
  }
  return reader_.next_is_value() ? operand_of(reader_.value()) : operand_at(reader_.path());
}

}  // namespace aws::region::dynamodb
