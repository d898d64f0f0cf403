#include "region/dynamodb/values/attribute_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>
#include <type_traits>

#include "region/dynamodb/errors.h"
#include "wire/protocols/json.h"

namespace aws::region::dynamodb {
namespace {

using aws::dynamodb::AttributeValue;

constexpr int kMaxDepth = 32;

int types_set(const AttributeValue& value) {
  return value.S.has_value() + value.N.has_value() + value.B.has_value() + value.SS.has_value() + value.NS.has_value() +
         value.BS.has_value() + value.M.has_value() + value.L.has_value() + value.Null.has_value() +
         value.BOOL.has_value();
}

Attribute::Strings strings_of(const std::vector<std::string>& elements) {
  if (elements.empty()) throw invalid_parameter("An string set  may not be empty");
  Attribute::Strings set(elements.begin(), elements.end());
  if (set.size() != elements.size()) {
    throw invalid_parameter(fmt::format("Input collection [{}] contains duplicates.", fmt::join(elements, ", ")));
  }
  return set;
}

Attribute::Numbers numbers_of(const std::vector<std::string>& elements) {
  if (elements.empty()) throw invalid_parameter("An number set  may not be empty");
  Attribute::Numbers set;
  for (const auto& element : elements) {
    if (!set.insert(Number::parse(element)).second) throw validation("Input collection contains duplicates");
  }
  return set;
}

Attribute::Binaries binaries_of(const std::vector<Blob>& elements) {
  if (elements.empty()) throw invalid_parameter("Binary sets should not be empty");
  Attribute::Binaries set;
  for (const auto& element : elements) {
    if (!set.insert(Binary{element.bytes}).second) {
      throw invalid_parameter("Input collection of type BS contains duplicates.");
    }
  }
  return set;
}

Item item_at(const AttributeValues& values, int depth);

Error too_deep() { return validation("Nesting Levels have exceeded supported limits"); }

void check_depth(const Attribute& attribute, int depth) {
  if (depth > kMaxDepth) throw too_deep();
  if (const auto* map = std::get_if<Item>(&attribute.value)) {
    for (const auto& [name, element] : *map) check_depth(element, depth + 1);
  }
  if (const auto* list = std::get_if<Attribute::List>(&attribute.value)) {
    for (const auto& element : *list) check_depth(element, depth + 1);
  }
}

Attribute attribute_at(const AttributeValue& value, int depth) {
  const int types = types_set(value);
  if (types == 0) {
    throw validation("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
  if (types > 1) {
    throw validation(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes");
  }
  if (depth > kMaxDepth) throw too_deep();
  if (value.S) return {*value.S};
  if (value.N) return {Number::parse(*value.N)};
  if (value.B) return {Binary{value.B->bytes}};
  if (value.BOOL) return {*value.BOOL};
  if (value.SS) return {strings_of(*value.SS)};
  if (value.NS) return {numbers_of(*value.NS)};
  if (value.BS) return {binaries_of(*value.BS)};
  if (value.M) return {item_at(*value.M, depth + 1)};
  if (value.L) {
    Attribute::List list;
    for (const auto& element : *value.L) list.push_back(attribute_at(element, depth + 1));
    return {std::move(list)};
  }
  if (!*value.Null) throw invalid_parameter("Null attribute value types must have the value of true");
  return {Null{}};
}

Item item_at(const AttributeValues& values, int depth) {
  Item item;
  for (const auto& [name, value] : values) item.emplace_hint(item.end(), name, attribute_at(value, depth));
  return item;
}

}  // namespace

Attribute attribute_of(const AttributeValue& value) { return attribute_at(value, 1); }

Item item_of(const AttributeValues& values) { return item_at(values, 1); }

AttributeValue attribute_value_of(const Attribute& attribute) {
  AttributeValue wire;
  std::visit(
      [&wire](const auto& value) {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, std::string>) wire.S = value;
        if constexpr (std::is_same_v<T, Number>) wire.N = value.text();
        if constexpr (std::is_same_v<T, Binary>) wire.B = Blob{value.bytes};
        if constexpr (std::is_same_v<T, bool>) wire.BOOL = value;
        if constexpr (std::is_same_v<T, Null>) wire.Null = true;
        if constexpr (std::is_same_v<T, Attribute::Strings>) wire.SS.emplace(value.begin(), value.end());
        if constexpr (std::is_same_v<T, Attribute::Numbers>) {
          wire.NS.emplace();
          for (const auto& element : value) wire.NS->push_back(element.text());
        }
        if constexpr (std::is_same_v<T, Attribute::Binaries>) {
          wire.BS.emplace();
          for (const auto& element : value) wire.BS->push_back(Blob{element.bytes});
        }
        if constexpr (std::is_same_v<T, Attribute::List>) {
          wire.L.emplace().reserve(value.size());
          for (const auto& element : value) wire.L->push_back(attribute_value_of(element));
        }
        if constexpr (std::is_same_v<T, Item>) wire.M = attribute_values_of(value);
      },
      attribute.value);
  return wire;
}

AttributeValues attribute_values_of(const Item& item) {
  AttributeValues values;
  for (const auto& [name, attribute] : item) values.emplace_hint(values.end(), name, attribute_value_of(attribute));
  return values;
}

boost::json::value wire_json(const Item& item) {
  boost::json::object json;
  for (const auto& [name, attribute] : item) {
    const auto value = attribute_value_of(attribute);
    json[name] = wire::to_json(aws::dynamodb::shapes::AttributeValue, &value);
  }
  return json;
}

void check_nesting(const Item& item) {
  for (const auto& [name, attribute] : item) check_depth(attribute, 1);
}

}  // namespace aws::region::dynamodb
