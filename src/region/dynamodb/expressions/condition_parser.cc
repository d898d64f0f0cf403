#include "region/dynamodb/expressions/condition_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "region/dynamodb/expressions/comparisons.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::string_view kTypes[] = {"B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"};

std::optional<Attribute> value_at(const Item& item, const Path& path) {
  const auto* found = find(item, path);
  return found == nullptr ? std::nullopt : std::optional(*found);
}

Comparison function_named(std::string_view name) {
  if (name == "begins_with") return begins_with;
  if (name == "contains") return contains;
  if (name == "attribute_type") return is_of_type;
  return nullptr;
}

// Of a value that is given with the request, what can be known to be wrong with it at once.
void check_argument(const ExpressionReader& reader, const std::string& function, const Attribute& argument) {
  const auto type = argument.type();
  const bool text = type == "S";
  if (function == "begins_with" && !text && type != "B") throw reader.wrong_operand(function, type);
  if (function != "attribute_type") return;
  if (!text) throw reader.wrong_operand(function, type);
  const auto& named = std::get<std::string>(argument.value);
  if (std::ranges::find(kTypes, named) != std::end(kTypes)) return;
  throw reader.invalid(
      fmt::format("Invalid attribute type name found; type: {}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}", named));
}

}  // namespace

Condition ConditionParser::parse() {
  Test test = disjunction();
  reader_.expect_end();
  return {std::move(test), reader_.attributes()};
}

ConditionParser::Test ConditionParser::disjunction() {
  Test left = conjunction();
  while (reader_.take_if("OR")) {
    left = [left, right = conjunction()](const Item& item) { return left(item) || right(item); };
  }
  return left;
}

ConditionParser::Test ConditionParser::conjunction() {
  Test left = negation();
  while (reader_.take_if("AND")) {
    left = [left, right = negation()](const Item& item) { return left(item) && right(item); };
  }
  return left;
}

ConditionParser::Test ConditionParser::negation() {
  if (!reader_.take_if("NOT")) return primary();
  return [negated = nested(&ConditionParser::negation)](const Item& item) { return !negated(item); };
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
  if (name == "attribute_exists") {
    return [path = reader_.path()](const Item& item) { return find(item, path) != nullptr; };
  }
  if (name == "attribute_not_exists") {
    return [path = reader_.path()](const Item& item) { return find(item, path) == nullptr; };
  }
  const Comparison compare = function_named(name);
  if (compare == nullptr) throw reader_.invalid(fmt::format("Invalid function name; function: {}", name));
  const Operand whole = operand();
  reader_.expect(",");
  const Operand part = operand();
  if (part.constant) check_argument(reader_, name, *part.constant);
  return [compare, whole, part](const Item& item) {
    const auto left = whole.in(item);
    const auto right = part.in(item);
    return left && right && compare(*left, *right);
  };
}

ConditionParser::Test ConditionParser::comparison() {
  const Operand left = operand();
  if (reader_.take_if("IN")) return among(left);
  if (reader_.take_if("BETWEEN")) return between(left);
  if (reader_.at_end() || comparison_named(reader_.next()) == nullptr) throw reader_.syntax_error();
  const std::string sign = reader_.take();
  const Comparison compare = comparison_named(sign);
  const Operand right = operand();
  const bool equality = sign == "=" || sign == "<>";
  if (!equality) {
    check_ordered(sign, left);
    check_ordered(sign, right);
  }
  // What is not there differs from everything.
  return [left, compare, right, differs = sign == "<>"](const Item& item) {
    const auto one = left.in(item);
    const auto other = right.in(item);
    return one && other ? compare(*one, *other) : differs;
  };
}

ConditionParser::Test ConditionParser::between(const Operand& value) {
  const Operand low = operand();
  reader_.expect("AND");
  const Operand high = operand();
  check_ordered("BETWEEN", low);
  check_ordered("BETWEEN", high);
  return [value, low, high](const Item& item) {
    const auto found = value.in(item);
    const auto from = low.in(item);
    const auto to = high.in(item);
    return found && from && to && is_between(*found, *from, *to);
  };
}

ConditionParser::Test ConditionParser::among(const Operand& value) {
  std::vector<Operand> choices;
  reader_.expect("(");
  do {
    choices.push_back(operand());
  } while (reader_.take_if(","));
  reader_.expect(")");
  return [value, choices](const Item& item) {
    const auto found = value.in(item);
    return found && std::ranges::any_of(choices, [&](const Operand& each) { return each.in(item) == found; });
  };
}

ConditionParser::Operand ConditionParser::operand() {
  if (reader_.next_is_call("size")) {
    reader_.take();
    reader_.expect("(");
    Operand size{.in = [path = reader_.path()](const Item& item) -> std::optional<Attribute> {
      const auto* found = find(item, path);
      return found == nullptr ? std::nullopt : size_of(*found);
    }};
    reader_.expect(")");
    return size;
  }
  if (reader_.next_is_value()) {
    const Attribute value = reader_.value();
    return {.in = [value](const Item&) { return std::optional(value); }, .constant = value};
  }
  return {.in = [path = reader_.path()](const Item& item) { return value_at(item, path); }};
}

void ConditionParser::check_ordered(const std::string& sign, const Operand& operand) const {
  if (operand.constant && !is_ordered(*operand.constant)) {
    throw reader_.wrong_operand(sign, operand.constant->type());
  }
}

}  // namespace aws::region::dynamodb
