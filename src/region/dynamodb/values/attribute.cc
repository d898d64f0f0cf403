#include "region/dynamodb/values/attribute.h"

#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <stdexcept>

#include "base/text/hex.h"

namespace aws::region::dynamodb {
namespace {

namespace json = boost::json;

template <class... Cases>
struct Match : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Match(Cases...) -> Match<Cases...>;

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, 10> kTypes = {"S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"};

constexpr std::size_t kContainerBytes = 3;
constexpr std::size_t kElementBytes = 1;

std::string from_hex(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(text.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

json::value to_json(const std::string& text) { return json::value(text); }
json::value to_json(const Number& number) { return json::value(number.text()); }
json::value to_json(const Binary& binary) { return json::value(text::hex(binary.bytes)); }
json::value to_json(bool truth) { return json::value(truth); }
json::value to_json(const Null&) { return json::value(true); }
json::value to_json(const Item& item) { return json::value_from(item); }
template <class Container>
json::value to_json(const Container& elements) {
  json::array array;
  for (const auto& element : elements) {
    if constexpr (std::is_same_v<Container, Attribute::List>) {
      array.push_back(json::value_from(element));
    } else {
      array.push_back(to_json(element));
    }
  }
  return array;
}

std::string text_of(const json::value& json) { return json::value_to<std::string>(json); }

template <class Container, class Read>
Container elements_of(const json::value& json, Read read) {
  Container elements;
  for (const auto& element : json.as_array()) elements.insert(elements.end(), read(element));
  return elements;
}

}  // namespace

std::string_view Attribute::type() const { return kTypes[value.index()]; }

std::size_t Attribute::bytes() const {
  return std::visit(
      Match{[](const std::string& text) { return text.size(); }, [](const Number& number) { return number.bytes(); },
            [](const Binary& binary) { return binary.bytes.size(); }, [](bool) -> std::size_t { return 1; },
            [](const Null&) -> std::size_t { return 1; },
            [](const Strings& set) {
              std::size_t sum = 0;
              for (const auto& element : set) sum += element.size();
              return sum;
            },
            [](const Numbers& set) {
              std::size_t sum = 0;
              for (const auto& element : set) sum += element.bytes();
              return sum;
            },
            [](const Binaries& set) {
              std::size_t sum = 0;
              for (const auto& element : set) sum += element.bytes.size();
              return sum;
            },
            [](const List& list) {
              std::size_t sum = kContainerBytes;
              for (const auto& element : list) sum += kElementBytes + element.bytes();
              return sum;
            },
            [](const Item& map) { return kContainerBytes + kElementBytes * map.size() + bytes_of(map); }},
      value);
}

std::size_t bytes_of(const Item& item) {
  std::size_t sum = 0;
  for (const auto& [name, attribute] : item) sum += name.size() + attribute.bytes();
  return sum;
}

void tag_invoke(json::value_from_tag, json::value& json, const Attribute& attribute) {
  json =
      json::object{{attribute.type(), std::visit([](const auto& value) { return to_json(value); }, attribute.value)}};
}

Attribute tag_invoke(json::value_to_tag<Attribute>, const json::value& json) {
  const auto& object = json.as_object();
  if (object.size() != 1) throw std::invalid_argument("an attribute needs exactly one type");
  const auto& [key, value] = *object.begin();
  const std::string_view type = key;
  const auto number_of = [](const json::value& text) { return Number::parse(text_of(text)); };
  const auto binary_of = [](const json::value& text) { return Binary{from_hex(text_of(text))}; };
  const auto attribute_of = [](const json::value& element) { return json::value_to<Attribute>(element); };
  if (type == "S") return {text_of(value)};
  if (type == "N") return {number_of(value)};
  if (type == "B") return {binary_of(value)};
  if (type == "BOOL") return {value.as_bool()};
  if (type == "NULL") return {Null{}};
  if (type == "SS") return {elements_of<Attribute::Strings>(value, text_of)};
  if (type == "NS") return {elements_of<Attribute::Numbers>(value, number_of)};
  if (type == "BS") return {elements_of<Attribute::Binaries>(value, binary_of)};
  if (type == "L") return {elements_of<Attribute::List>(value, attribute_of)};
  if (type == "M") return {json::value_to<Item>(value)};
  throw std::invalid_argument("unknown attribute type " + std::string(type));
}

}  // namespace aws::region::dynamodb
