#include "region/dynamodb/queries/key_condition.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/comparisons.h"
#include "region/dynamodb/expressions/predicates.h"
#include "region/dynamodb/expressions/reader.h"
#include "region/dynamodb/items/older_parameters.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kSigns = {
    {{"=", "EQ"}, {"<", "LT"}, {"<=", "LE"}, {">", "GT"}, {">=", "GE"}}};

Error not_supported_in_key_condition() { return validation("Query key condition not supported"); }

class KeyConditionParser {
 public:
  explicit KeyConditionParser(ExpressionReader& reader) : reader_(reader) {}

  KeyComparisons parse() {
    conjunction();
    reader_.expect_end();
    return std::move(comparisons_);
  }

 private:
  void conjunction() {
    do {
      single();
    } while (reader_.take_if("AND"));
    if (reader_.next_is("OR")) throw wrong_operator("OR");
  }

  void single() {
    if (reader_.next_is("NOT")) throw wrong_operator("NOT");
    if (reader_.take_if("(")) {
      reader_.nested([&] { conjunction(); });
      reader_.expect(")");
    } else if (reader_.next_is_call("")) {
      function();
    } else {
      comparison();
    }
  }

  void function() {
    const auto name = reader_.take();
    if (name != "begins_with") throw wrong_operator(name);
    reader_.expect("(");
    const auto attribute = key_attribute();
    reader_.expect(",");
    add(attribute, "BEGINS_WITH", {reader_.value()});
    reader_.expect(")");
  }

  void comparison() {
    const auto attribute = key_attribute();
    if (reader_.take_if("BETWEEN")) {
      const auto low = reader_.value();
      reader_.expect("AND");
      return add(attribute, "BETWEEN", {low, reader_.value()});
    }
    if (reader_.at_end()) throw reader_.syntax_error();
    for (const auto& [sign, name] : kSigns) {
      if (reader_.take_if(sign)) return add(attribute, std::string(name), {reader_.value()});
    }
    if (reader_.next_is("IN") || reader_.next_is("<>")) throw wrong_operator(reader_.next());
    throw reader_.syntax_error();
  }

  std::string key_attribute() {
    const auto path = reader_.path();
    if (path.size() > 1) {
      throw reader_.invalid("KeyConditionExpressions cannot have conditions on nested attributes");
    }
    return std::get<std::string>(path.front());
  }

  void add(const std::string& attribute, std::string comparison, std::vector<Attribute> arguments) {
    check_bounds(comparison, arguments);
    if (comparisons_.try_emplace(attribute, KeyComparison{std::move(comparison), std::move(arguments)}).second) return;
    throw validation("KeyConditionExpressions must only contain one condition per key");
  }

  void check_bounds(const std::string& comparison, const std::vector<Attribute>& arguments) const {
    if (comparison != "BETWEEN" || arguments[0].type() != arguments[1].type()) return;
    dynamodb::check_bounds(arguments[0], arguments[1],
                           [&](std::string_view detail) { return reader_.invalid(detail); });
  }

  Error wrong_operator(std::string_view name) const {
    return reader_.invalid(fmt::format("Invalid operator used in KeyConditionExpression: {}", name));
  }

  ExpressionReader& reader_;
  KeyComparisons comparisons_;
};

void check_fits(const KeyAttribute& key, const KeyComparison& comparison) {
  for (const auto& argument : comparison.arguments) {
    if (argument.type() != key.type) throw invalid_parameter("Condition parameter type does not match schema type");
    if (argument.bytes() == 0) throw empty_key(key.name, key.type == "B" ? "binary" : "string");
  }
}

// Between the rows of one hash key, those whose range key compares so.
KeyRange narrowed(const std::string& partition, const KeyComparison& asked) {
  const auto& [comparison, arguments] = asked;
  const auto end_of_partition = after_all(partition);
  const auto low = partition + sortable(arguments.front());
  const auto at_low = low + std::string(kEndOfRange);
  if (comparison == "EQ") return {at_low, after_all(at_low)};
  if (comparison == "LT") return {partition, at_low};
  if (comparison == "LE") return {partition, after_all(at_low)};
  if (comparison == "GT") return {after_all(at_low).value(), end_of_partition};
  if (comparison == "GE") return {at_low, end_of_partition};
  if (comparison == "BEGINS_WITH") return {low, after_all(low)};
  return {at_low, after_all(partition + sortable(arguments.back()) + std::string(kEndOfRange))};  // BETWEEN
}

}  // namespace

KeyComparisons parse_key_condition(const std::string& expression, Placeholders& placeholders) {
  ExpressionReader reader("KeyConditionExpression", expression, placeholders);
  return KeyConditionParser(reader).parse();
}

KeyComparisons older_key_condition(const std::map<std::string, api::Condition>& conditions) {
  constexpr std::array kOfKeys = {"EQ", "LT", "LE", "GT", "GE", "BETWEEN", "BEGINS_WITH"};
  KeyComparisons comparisons;
  for (const auto& [attribute, condition] : conditions) {
    const auto name = condition.ComparisonOperator.value_or("");
    std::vector<Attribute> arguments;
    for (const auto& value : condition.AttributeValueList) arguments.push_back(attribute_of(value));
    check_arguments(name, arguments);
    if (std::ranges::find(kOfKeys, name) == kOfKeys.end()) {
      throw validation("Attempted conditional constraint is not an indexable operation");
    }
    comparisons[attribute] = {name, std::move(arguments)};
  }
  return comparisons;
}

KeyRange rows_of(const KeySchema& schema, const KeyComparisons& comparisons) {
  const auto hash = comparisons.find(schema.hash.name);
  if (hash == comparisons.end()) {
    throw validation(fmt::format("Query condition missed key schema element: {}", schema.hash.name));
  }
  const auto range = schema.range ? comparisons.find(schema.range->name) : comparisons.end();
  if (comparisons.size() > 1 && range == comparisons.end()) {
    if (!schema.range || comparisons.size() > 2) throw not_supported_in_key_condition();
    throw validation(fmt::format("Query condition missed key schema element: {}", schema.range->name));
  }
  if (comparisons.size() > 2 || hash->second.comparison != "EQ") throw not_supported_in_key_condition();
  check_fits(schema.hash, hash->second);
  const auto partition = partition_of(hash->second.arguments.front());
  if (range == comparisons.end()) return {partition, after_all(partition)};
  check_fits(*schema.range, range->second);
  return narrowed(partition, range->second);
}

}  // namespace aws::region::dynamodb
