#include "region/dynamodb/expressions/predicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "region/dynamodb/expressions/comparisons.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::string_view kTypes[] = {"B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M"};

Comparison question_named(std::string_view function) {
  if (function == "begins_with") return begins_with;
  if (function == "contains") return contains;
  if (function == "attribute_type") return is_of_type;
  return nullptr;
}

// Of a value that is given with the request, what can be known to be wrong with it at once.
void check_argument(const Refuse& refuse, const std::string& function, const Attribute& argument) {
  const auto type = argument.type();
  const bool text = type == "S";
  if (function == "begins_with" && !text && type != "B") throw wrong_operand(refuse, function, type);
  if (function != "attribute_type") return;
  if (!text) throw wrong_operand(refuse, function, type);
  const auto& named = std::get<std::string>(argument.value);
  if (std::ranges::find(kTypes, named) != std::end(kTypes)) return;
  throw refuse(
      fmt::format("Invalid attribute type name found; type: {}, valid types: {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}", named));
}

void check_ordered(const Refuse& refuse, std::string_view sign, const Operand& operand) {
  if (operand.constant && !is_ordered(*operand.constant)) {
    throw wrong_operand(refuse, sign, operand.constant->type());
  }
}

}  // namespace

Error wrong_operand(const Refuse& refuse, std::string_view function, std::string_view type) {
  return refuse(fmt::format(
      "Incorrect operand type for operator or function; operator or function: {}, operand type: {}", function, type));
}

Operand operand_at(Path path) {
  return {.in = [path = std::move(path)](const Item& item) {
    const auto* found = find(item, path);
    return found == nullptr ? std::nullopt : std::optional(*found);
  }};
}

Operand operand_of(Attribute value) {
  return {.in = [value](const Item&) { return std::optional(value); }, .constant = value};
}

Operand size_at(Path path) {
  return {.in = [path = std::move(path)](const Item& item) -> std::optional<Attribute> {
    const auto* found = find(item, path);
    return found == nullptr ? std::nullopt : size_of(*found);
  }};
}

// What is not there differs from everything.
Condition::Test comparing(const std::string& sign, Operand left, Operand right, const Refuse& refuse) {
  if (sign != "=" && sign != "<>") {
    check_ordered(refuse, sign, left);
    check_ordered(refuse, sign, right);
  }
  return [left = std::move(left), compare = comparison_named(sign), right = std::move(right),
          differs = sign == "<>"](const Item& item) {
    const auto one = left.in(item);
    const auto other = right.in(item);
    return one && other ? compare(*one, *other) : differs;
  };
}

Condition::Test between(Operand value, Operand low, Operand high, const Refuse& refuse) {
  check_ordered(refuse, "BETWEEN", low);
  check_ordered(refuse, "BETWEEN", high);
  return [value = std::move(value), low = std::move(low), high = std::move(high)](const Item& item) {
    const auto found = value.in(item);
    const auto from = low.in(item);
    const auto to = high.in(item);
    return found && from && to && is_between(*found, *from, *to);
  };
}

void check_bounds(const Attribute& low, const Attribute& high, const Refuse& refuse) {
  const auto shown = [](const Attribute& value) {
    const auto* number = std::get_if<Number>(&value.value);
    const auto* text = std::get_if<std::string>(&value.value);
    return fmt::format("AttributeValue: {{{}:{}}}", value.type(), number ? number->text() : text ? *text : "");
  };
  const auto refuse_for = [&](std::string_view rule) {
    return refuse(fmt::format("The BETWEEN operator requires {}; lower bound operand: {}, upper bound operand: {}",
                              rule, shown(low), shown(high)));
  };
  if (low.type() != high.type()) throw refuse_for("same data type for lower and upper bounds");
  if (is_between(low, low, high)) return;
  throw refuse_for("upper bound to be greater than or equal to lower bound");
}

Condition::Test among(Operand value, std::vector<Operand> choices) {
  return [value = std::move(value), choices = std::move(choices)](const Item& item) {
    const auto found = value.in(item);
    return found && std::ranges::any_of(choices, [&](const Operand& each) { return each.in(item) == found; });
  };
}

Condition::Test exists(Path path) {
  return [path = std::move(path)](const Item& item) { return find(item, path) != nullptr; };
}

bool is_question(std::string_view function) { return question_named(function) != nullptr; }

Condition::Test asking(const std::string& function, Operand whole, Operand part, const Refuse& refuse) {
  if (part.constant) check_argument(refuse, function, *part.constant);
  return [ask = question_named(function), whole = std::move(whole), part = std::move(part)](const Item& item) {
    const auto left = whole.in(item);
    const auto right = part.in(item);
    return left && right && ask(*left, *right);
  };
}

Condition::Test both(Condition::Test one, Condition::Test other) {
  return [one = std::move(one), other = std::move(other)](const Item& item) { return one(item) && other(item); };
}

Condition::Test either(Condition::Test one, Condition::Test other) {
  return [one = std::move(one), other = std::move(other)](const Item& item) { return one(item) || other(item); };
}

Condition::Test negated(Condition::Test test) {
  return [test = std::move(test)](const Item& item) { return !test(item); };
}

}  // namespace aws::region::dynamodb
