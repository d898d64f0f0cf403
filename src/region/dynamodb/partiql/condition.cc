#include "region/dynamodb/partiql/condition.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/comparisons.h"
#include "region/dynamodb/expressions/predicates.h"
#include "region/dynamodb/partiql/key_branches.h"

namespace aws::region::dynamodb::partiql {
namespace {

using Test = Condition::Test;

constexpr std::string_view kBag = "BAG";

Error refuse_plainly(std::string_view detail) { return validation(std::string(detail)); }

Test test_of(const Expression& expression);

void check_count(const Operation& function, std::size_t count) {
  if (function.operands.size() == count) return;
  throw validation(fmt::format(
      "Incorrect number of operands for operator or function; operator or function: {}, number of operands: {}",
      function.name, function.operands.size()));
}

const Path& path_argument(const Operation& function) {
  check_count(function, 1);
  if (const auto* path = function.operands.front().path()) return *path;
  throw validation(
      fmt::format("Operator or function requires a document path; operator or function: {}", function.name));
}

// What asks something of an item may be compared with TRUE and FALSE.
Operand operand_for(const Expression& expression) {
  if (const auto* constant = expression.constant()) return operand_of(*constant);
  if (const auto* path = expression.path()) return operand_at(*path);
  if (const auto* size = expression.operation("size")) return size_at(path_argument(*size));
  return {.in = [test = test_of(expression)](const Item& item) { return std::optional(Attribute{test(item)}); }};
}

// A set, of whatever its elements are.
Test is_bag(const Path& path) {
  const auto is = [&](const char* type) {
    return asking("attribute_type", operand_at(path), operand_of({std::string(type)}), refuse_plainly);
  };
  return either(either(is("SS"), is("NS")), is("BS"));
}

// IS: the second operand is the name of one of DynamoDB's types, or MISSING.
Test type_test(const Operation& is, const Position& at) {
  const auto* path = is.operands[0].path();
  if (path == nullptr) throw validation("The left hand side of IS has to be a path at " + at.shown());
  const auto& name = std::get<std::string>(is.operands[1].constant()->value);
  if (name == "MISSING") return negated(exists(*path));
  if (name == kBag) return is_bag(*path);
  return asking("attribute_type", operand_at(*path), operand_of({name}), refuse_plainly);
}

Test function_test(const Operation& function, const Position& at) {
  const auto& [name, operands] = function;
  if (name == "attribute_exists") return exists(path_argument(function));
  if (name == "attribute_not_exists") return negated(exists(path_argument(function)));
  if (!is_question(name)) throw validation(fmt::format("Unrecognized function: {} at {}", name, at.shown()));
  check_count(function, 2);
  return asking(name, operand_for(operands[0]), operand_for(operands[1]), refuse_plainly);
}

Test operation_test(const Operation& operation, const Position& at) {
  const auto& [name, operands] = operation;
  if (name == "AND") return both(test_of(operands[0]), test_of(operands[1]));
  if (name == "OR") return either(test_of(operands[0]), test_of(operands[1]));
  if (name == "NOT") return negated(test_of(operands[0]));
  if (name == "IS") return type_test(operation, at);
  if (name == "BETWEEN") {
    return between(operand_for(operands[0]), operand_for(operands[1]), operand_for(operands[2]), refuse_plainly);
  }
  if (name == "IN") {
    std::vector<Operand> choices;
    for (std::size_t i = 1; i < operands.size(); ++i) choices.push_back(operand_for(operands[i]));
    return among(operand_for(operands[0]), std::move(choices));
  }
  if (comparison_named(name) == nullptr) return function_test(operation, at);
  return comparing(name, operand_for(operands[0]), operand_for(operands[1]), refuse_plainly);
}

Test test_of(const Expression& expression) {
  if (const auto* operation = expression.operation()) return operation_test(*operation, expression.at);
  throw validation("What stands in a WHERE clause has to be true or false at " + expression.at.shown());
}

void add_attributes(const Expression& expression, std::set<std::string>& names) {
  if (const auto* path = expression.path()) names.insert(std::get<std::string>(path->front()));
  if (const auto* operation = expression.operation()) {
    for (const auto& operand : operation->operands) add_attributes(operand, names);
  }
}

void add_parts(const Expression& where, std::vector<const Expression*>& parts) {
  if (const auto* both = where.operation("AND")) {
    for (const auto& operand : both->operands) add_parts(operand, parts);
  } else {
    parts.push_back(&where);
  }
}

}  // namespace

Condition condition_of(const Expression& where) { return {test_of(where), attributes_of(where)}; }

std::set<std::string> attributes_of(const Expression& expression) {
  std::set<std::string> names;
  add_attributes(expression, names);
  return names;
}

std::optional<ItemAndRest> item_in(const KeySchema& schema, const std::optional<Expression>& where) {
  if (!where) return std::nullopt;
  std::vector<const Expression*> parts;
  add_parts(*where, parts);
  ItemAndRest found;
  for (const auto* part : parts) {
    const auto equality = key_equality(*part, schema);
    if (equality && found.key.insert(*equality).second) continue;
    found.rest.push_back(part);
  }
  const bool complete = found.key.size() == (schema.range ? 2U : 1U);
  return complete ? std::optional(std::move(found)) : std::nullopt;
}

Condition condition_of(const std::vector<const Expression*>& all) {
  Test test = [](const Item&) { return true; };
  std::set<std::string> names;
  for (const auto* part : all) {
    test = both(std::move(test), test_of(*part));
    add_attributes(*part, names);
  }
  return {std::move(test), std::move(names)};
}

}  // namespace aws::region::dynamodb::partiql
