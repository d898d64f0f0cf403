#include "region/dynamodb/items/older_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/comparisons.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

using Arguments = std::vector<Attribute>;

// What a comparison takes, and what it says of a value; nullptr when the item has no such attribute.
struct Operator {
  std::string_view name;
  std::size_t least, most;  // arguments
  bool (*holds)(const Attribute* value, const Arguments& arguments);
};

template <bool (*Compare)(const Attribute&, const Attribute&)>
bool first(const Attribute* value, const Arguments& arguments) {
  return value != nullptr && Compare(*value, arguments.front());
}
bool lt(const Attribute& a, const Attribute& b) { return comparison_named("<")(a, b); }
bool le(const Attribute& a, const Attribute& b) { return comparison_named("<=")(a, b); }
bool gt(const Attribute& a, const Attribute& b) { return comparison_named(">")(a, b); }
bool ge(const Attribute& a, const Attribute& b) { return comparison_named(">=")(a, b); }
bool eq(const Attribute& a, const Attribute& b) { return a == b; }
bool lacks(const Attribute& a, const Attribute& b) { return !contains(a, b); }

constexpr std::size_t kAnyNumber = 100;
constexpr std::array kOperators = {
    Operator{"EQ", 1, 1, first<eq>},
    Operator{"NE", 1, 1, [](const Attribute* value, const Arguments& a) { return !first<eq>(value, a); }},
    Operator{"LT", 1, 1, first<lt>},
    Operator{"LE", 1, 1, first<le>},
    Operator{"GT", 1, 1, first<gt>},
    Operator{"GE", 1, 1, first<ge>},
    Operator{"BEGINS_WITH", 1, 1, first<begins_with>},
    Operator{"CONTAINS", 1, 1, first<contains>},
    Operator{"NOT_CONTAINS", 1, 1, first<lacks>},
    Operator{"NULL", 0, 0, [](const Attribute* value, const Arguments&) { return value == nullptr; }},
    Operator{"NOT_NULL", 0, 0, [](const Attribute* value, const Arguments&) { return value != nullptr; }},
    Operator{"BETWEEN", 2, 2,
             [](const Attribute* value, const Arguments& a) { return value && is_between(*value, a[0], a[1]); }},
    Operator{"IN", 1, kAnyNumber, [](const Attribute* value, const Arguments& a) {
               return value != nullptr && std::ranges::find(a, *value) != a.end();
             }}};

const Operator& operator_named(const std::string& name) {
  return *std::ranges::find(kOperators, name, &Operator::name);  // the model has no other
}

Arguments arguments_of(const std::vector<api::AttributeValue>& values) {
  Arguments arguments;
  for (const auto& value : values) arguments.push_back(attribute_of(value));
  return arguments;
}

Condition::Test test_of(const std::string& attribute, const std::string& comparison, Arguments arguments) {
  check_arguments(comparison, arguments);
  return [attribute, &chosen = operator_named(comparison), arguments = std::move(arguments)](const Item& item) {
    const auto found = item.find(attribute);
    return chosen.holds(found == item.end() ? nullptr : &found->second, arguments);
  };
}

Condition::Test test_of(const std::string& attribute, const api::Condition& condition) {
  return test_of(attribute, condition.ComparisonOperator.value_or(""), arguments_of(condition.AttributeValueList));
}

Condition::Test test_of(const std::string& attribute, const api::ExpectedAttributeValue& expected) {
  const auto refusal = [&](std::string_view what) {
    return invalid_parameter(fmt::format("{} for Attribute: {}", what, attribute));
  };
  if (expected.ComparisonOperator) {
    if (expected.Exists) throw refusal("Exists and ComparisonOperator cannot be used together");
    if (expected.Value && !expected.AttributeValueList.empty()) {
      throw refusal("Value and AttributeValueList cannot be used together");
    }
    auto values = expected.AttributeValueList;
    if (expected.Value) values.push_back(*expected.Value);
    return test_of(attribute, *expected.ComparisonOperator, arguments_of(values));
  }
  if (!expected.AttributeValueList.empty())
    throw refusal("AttributeValueList can only be used with a ComparisonOperator");
  if (expected.Exists == false) {
    if (expected.Value) throw refusal("Value cannot be used when Exists is false");
    return test_of(attribute, "NULL", {});
  }
  if (!expected.Value) {
    throw refusal(expected.Exists ? "Value must be provided when Exists is true"
                                  : "Value must be provided when Exists is null");
  }
  return test_of(attribute, "EQ", {attribute_of(*expected.Value)});
}

template <class Conditions>
Condition combined_condition(const Conditions& conditions, const std::optional<std::string>& combined) {
  if (conditions.empty()) {
    if (combined) throw validation("ConditionalOperator cannot be used without Filter or Expected");
    return {};
  }
  std::vector<Condition::Test> tests;
  std::set<std::string> attributes;
  for (const auto& [attribute, condition] : conditions) {
    tests.push_back(test_of(attribute, condition));
    attributes.insert(attribute);
  }
  const auto holds = [](const Item& item) { return [&item](const Condition::Test& test) { return test(item); }; };
  if (combined == "OR") {
    return {[tests, holds](const Item& item) { return std::ranges::any_of(tests, holds(item)); }, attributes};
  }
  return {[tests, holds](const Item& item) { return std::ranges::all_of(tests, holds(item)); }, attributes};
}

Update::Action action_of(const std::string& attribute, const api::AttributeValueUpdate& update) {
  const auto action = update.Action.value_or("PUT");
  const Path path = {attribute};
  if (!update.Value) {
    if (action == "DELETE") return {path, [](const Item&) { return std::nullopt; }};
    throw invalid_parameter("Only DELETE action is allowed when no attribute value is specified");
  }
  const Attribute value = attribute_of(*update.Value);
  if (action == "PUT") return {path, [value](const Item&) { return value; }};
  const auto type = value.type();
  const bool set = type == "SS" || type == "NS" || type == "BS";
  if (!set && !(action == "ADD" && type == "N")) {
    throw invalid_parameter(action == "ADD"
                                ? fmt::format("ADD action is not supported for the type {}", type)
                                : fmt::format("DELETE action with value is not supported for the type {}", type));
  }
  return {path, [path, value, change = action == "ADD" ? added : deleted](const Item& before) {
            return change(find(before, path), value);
          }};
}

}  // namespace

void check_arguments(const std::string& comparison, const Arguments& arguments) {
  const auto& chosen = operator_named(comparison);
  if (arguments.size() < chosen.least || arguments.size() > chosen.most) {
    throw invalid_parameter(fmt::format("Invalid number of argument(s) for the {} ComparisonOperator", comparison));
  }
  constexpr std::array kOfOrdered = {"LT", "LE", "GT", "GE", "BETWEEN"};
  for (const auto& argument : arguments) {
    const bool fits = comparison == "BEGINS_WITH" ? argument.type() == "S" || argument.type() == "B"
                      : std::ranges::find(kOfOrdered, comparison) != kOfOrdered.end() ? is_ordered(argument)
                                                                                      : true;
    if (fits) continue;
    throw invalid_parameter(
        fmt::format("ComparisonOperator {} is not valid for {} AttributeValue type", comparison, argument.type()));
  }
}

Condition older_condition(const std::map<std::string, api::ExpectedAttributeValue>& expected,
                          const std::optional<std::string>& combined) {
  return combined_condition(expected, combined);
}

Condition older_condition(const std::map<std::string, api::Condition>& filter,
                          const std::optional<std::string>& combined) {
  return combined_condition(filter, combined);
}

Update older_update(const std::map<std::string, api::AttributeValueUpdate>& updates) {
  std::vector<Update::Action> actions;
  for (const auto& [attribute, update] : updates) actions.push_back(action_of(attribute, update));
  return Update(std::move(actions));
}

}  // namespace aws::region::dynamodb
