#include <fmt/format.h>

#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/partiql/token_reader.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb::partiql {
namespace {

constexpr int kMostNestedValues = 32;
constexpr std::string_view kRoot = "root";

}  // namespace

// Where a number lies within its attribute's value is said of it: "root", "root.price", "root[1]".
Attribute TokenReader::literal() { return literal_at(std::string(kRoot)); }

Attribute TokenReader::literal_at(const std::string& key) {
  if (++value_depth_ > kMostNestedValues) throw validation("Nesting Levels have exceeded supported limits");
  const auto literal = [&]() -> Attribute {
    if (next().kind == TokenKind::kText) return {take().text};
    if (take_if("TRUE")) return {true};
    if (take_if("FALSE")) return {false};
    if (take_if("NULL")) return {Null{}};
    if (take_if("?")) return parameter();
    if (take_if("[")) return list(key);
    if (next_is("{")) return {entries(key)};
    if (take_if("<<")) return set();
    if (next().kind == TokenKind::kNumber || next_is("-") || next_is("+")) return number(key);
    if (!next_is_name()) throw unexpected();
    throw validation(fmt::format("Unsupported data type: {} under key {} at {}", next().text, key, next().at.shown()));
  }();
  --value_depth_;
  return literal;
}

Attribute TokenReader::number(const std::string& key) {
  const auto sign = next().kind == TokenKind::kSign ? take().text : std::string();
  if (next().kind != TokenKind::kNumber) throw unexpected();
  try {
    return {Number::parse(sign + take().text)};
  } catch (const Error& error) {
    throw validation(fmt::format("{} under {}", error.message(), key));
  }
}

Attribute TokenReader::list(const std::string& key) {
  Attribute::List elements;
  while (!take_if("]")) {
    if (!elements.empty()) expect(",");
    elements.push_back(literal_at(fmt::format("{}[{}]", key, elements.size())));
  }
  return {std::move(elements)};
}

Item TokenReader::item() { return entries(""); }

Item TokenReader::entries(const std::string& key) {
  Item entries;
  expect("{");
  while (!take_if("}")) {
    if (!entries.empty()) expect(",");
    if (next().kind != TokenKind::kText) throw unexpected();
    const auto name = take().text;
    expect(":");
    const auto key_of_value = key.empty() ? std::string(kRoot) : fmt::format("{}.{}", key, name);
    if (!entries.emplace(name, literal_at(key_of_value)).second) {
      throw validation(fmt::format("Duplicate key {} under {}", name, key.empty() ? kRoot : key));
    }
  }
  return entries;
}

// With the checks that a set has that comes as a value.
Attribute TokenReader::set() {
  aws::dynamodb::AttributeValue value;
  while (!take_if(">>")) {
    if (value.SS || value.NS || value.BS) expect(",");
    auto element = attribute_value_of(literal());
    if (element.S) {
      (value.SS ? *value.SS : value.SS.emplace()).push_back(*element.S);
    } else if (element.N) {
      (value.NS ? *value.NS : value.NS.emplace()).push_back(*element.N);
    } else if (element.B) {
      (value.BS ? *value.BS : value.BS.emplace()).push_back(*element.B);
    } else {
      throw validation("A bag holds numbers, strings or binaries");
    }
  }
  if (!value.SS && !value.NS && !value.BS) throw validation("Empty bags are not supported");
  if (value.SS.has_value() + value.NS.has_value() + value.BS.has_value() > 1) {
    throw validation("All that a bag holds has to be of one type");
  }
  return attribute_of(value);
}

Attribute TokenReader::parameter() {
  if (parameters_used_ == parameters_.size()) {
    throw validation("Number of parameters in request and statement don't match.");
  }
  return parameters_[parameters_used_++];
}

}  // namespace aws::region::dynamodb::partiql
