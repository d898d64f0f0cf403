#include "region/dynamodb/expressions/comparisons.h"

#include <algorithm>
#include <functional>
#include <string>
#include <type_traits>

namespace aws::region::dynamodb {
namespace {

template <class Order>
bool ordered(const Attribute& one, const Attribute& other, Order order) {
  if (one.value.index() != other.value.index()) return false;
  if (const auto* text = std::get_if<std::string>(&one.value)) return order(*text, std::get<std::string>(other.value));
  if (const auto* number = std::get_if<Number>(&one.value)) return order(*number, std::get<Number>(other.value));
  if (const auto* binary = std::get_if<Binary>(&one.value)) return order(*binary, std::get<Binary>(other.value));
  return false;
}

}  // namespace

Comparison comparison_named(std::string_view token) {
  if (token == "=") return [](const Attribute& one, const Attribute& other) { return one == other; };
  if (token == "<>") return [](const Attribute& one, const Attribute& other) { return one != other; };
  if (token == "<") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::less<>()); };
  if (token == "<=") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::less_equal<>()); };
  if (token == ">") return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::greater<>()); };
  if (token == ">=") {
    return [](const Attribute& a, const Attribute& b) { return ordered(a, b, std::greater_equal<>()); };
  }
  return nullptr;
}

bool is_ordered(const Attribute& value) {
  return std::holds_alternative<std::string>(value.value) || std::holds_alternative<Number>(value.value) ||
         std::holds_alternative<Binary>(value.value);
}

bool is_between(const Attribute& value, const Attribute& low, const Attribute& high) {
  return ordered(low, value, std::less_equal<>()) && ordered(value, high, std::less_equal<>());
}

bool begins_with(const Attribute& whole, const Attribute& part) {
  if (whole.value.index() != part.value.index()) return false;
  if (const auto* text = std::get_if<std::string>(&whole.value)) {
    return text->starts_with(std::get<std::string>(part.value));
  }
  const auto* binary = std::get_if<Binary>(&whole.value);
  return binary != nullptr && binary->bytes.starts_with(std::get<Binary>(part.value).bytes);
}

bool contains(const Attribute& whole, const Attribute& part) {
  if (const auto* list = std::get_if<Attribute::List>(&whole.value)) {
    return std::find(list->begin(), list->end(), part) != list->end();
  }
  if (const auto* text = std::get_if<std::string>(&part.value)) {
    if (const auto* set = std::get_if<Attribute::Strings>(&whole.value)) return set->contains(*text);
    const auto* in = std::get_if<std::string>(&whole.value);
    return in != nullptr && in->find(*text) != std::string::npos;
  }
  if (const auto* number = std::get_if<Number>(&part.value)) {
    const auto* set = std::get_if<Attribute::Numbers>(&whole.value);
    return set != nullptr && set->contains(*number);
  }
  if (const auto* binary = std::get_if<Binary>(&part.value)) {
    if (const auto* set = std::get_if<Attribute::Binaries>(&whole.value)) return set->contains(*binary);
    const auto* in = std::get_if<Binary>(&whole.value);
    return in != nullptr && in->bytes.find(binary->bytes) != std::string::npos;
  }
  return false;
}

bool is_of_type(const Attribute& attribute, const Attribute& type) {
  const auto* name = std::get_if<std::string>(&type.value);
  return name != nullptr && attribute.type() == *name;
}

std::optional<Attribute> size_of(const Attribute& attribute) {
  const auto count = std::visit(
      [](const auto& value) -> std::optional<std::size_t> {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Binary>) {
          return value.bytes.size();
        } else if constexpr (std::is_same_v<T, Number> || std::is_same_v<T, bool> || std::is_same_v<T, Null>) {
          return std::nullopt;
        } else {
          return value.size();
        }
      },
      attribute.value);
  if (!count) return std::nullopt;
  return Attribute{Number::parse(std::to_string(*count))};
}

}  // namespace aws::region::dynamodb
