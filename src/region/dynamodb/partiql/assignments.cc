#include "region/dynamodb/partiql/assignments.h"

#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/new_value.h"

namespace aws::region::dynamodb::partiql {
namespace {

Error refuse_assignment(std::string_view detail) { return validation(std::string(detail)); }

void check_arguments(const Operation& function, std::size_t count) {
  if (function.operands.size() == count) return;
  throw refuse_assignment(fmt::format(
      "Incorrect number of operands for operator or function; operator or function: {}, number of operands: {}",
      function.name, function.operands.size()));
}

NewValue value_of(const Expression& expression) {
  if (const auto* constant = expression.constant()) return value_given(*constant);
  if (const auto* path = expression.path()) return value_at(*path);
  const auto& operation = *expression.operation();
  const auto& [name, operands] = operation;
  if (name == "+" || name == "-") {
    return value_of_sum(name, value_of(operands[0]), value_of(operands[1]), refuse_assignment);
  }
  if (name == "list_append") {
    check_arguments(operation, 2);
    return value_appended(value_of(operands[0]), value_of(operands[1]), refuse_assignment);
  }
  if (name == "if_not_exists") {
    check_arguments(operation, 2);
    if (const auto* path = operands[0].path()) return value_unless_exists(*path, value_of(operands[1]));
    throw validation("Operator or function requires a document path; operator or function: if_not_exists");
  }
  throw validation(fmt::format("Unrecognized function: {} at {}", name, expression.at.shown()));
}

bool is_set(const Attribute& value) { return value.type() == "SS" || value.type() == "NS" || value.type() == "BS"; }

// set_add and set_delete change the very path that they are assigned to.
Update::Outcome set_change(const Path& path, const Operation& function, const Position& at) {
  const bool adds = function.name == "set_add";
  const auto* name = adds ? "SET_ADD" : "SET_DELETE";
  const auto& operands = function.operands;
  if (operands.size() != 2) throw validation(fmt::format("{} must have exactly two arguments at {}", name, at.shown()));
  if (operands[0].path() == nullptr || *operands[0].path() != path) {
    throw validation(fmt::format("The first argument to {} must equal the assignment value at {}", name, at.shown()));
  }
  const auto* set = operands[1].constant();
  if (set == nullptr || !is_set(*set)) {
    throw validation(
        fmt::format("The second argument to {} must be a value with type SET at {}", name, operands[0].at.shown()));
  }
  return adds ? adding(path, *set) : deleting(path, *set);
}

Update::Action action_of(const Assignment& assignment) {
  const auto& [path, value] = assignment;
  if (!value) return {path, [](const Item&) { return std::nullopt; }};
  for (const auto* name : {"set_add", "set_delete"}) {
    if (const auto* function = value->operation(name)) return {path, set_change(path, *function, value->at)};
  }
  return {path, value_of(*value).in};
}

}  // namespace

Update update_of(const std::vector<Assignment>& assignments) {
  std::vector<Update::Action> actions;
  for (const auto& assignment : assignments) actions.push_back(action_of(assignment));
  Update update(std::move(actions));
  check_apart(update.paths(), "UpdateExpression");
  return update;
}

}  // namespace aws::region::dynamodb::partiql
