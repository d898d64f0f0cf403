// An attribute's value and an item, as the table store keeps them: numbers already normalised, sets already sorted and
// without duplicates. Values; the contract's AttributeValue ends at the handlers (attribute_values.h).
#pragma once

#include <boost/json/value.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "region/dynamodb/values/number.h"

namespace aws::region::dynamodb {

struct Attribute;
using Item = std::map<std::string, Attribute>;

struct Binary {
  std::string bytes;
  auto operator<=>(const Binary&) const = default;
};

struct Null {
  bool operator==(const Null&) const = default;
};

struct Attribute {
  using Strings = std::set<std::string>;
  using Numbers = std::set<Number>;
  using Binaries = std::set<Binary>;
  using List = std::vector<Attribute>;

  std::variant<std::string, Number, Binary, bool, Null, Strings, Numbers, Binaries, List, Item> value;

  bool operator==(const Attribute&) const = default;

  // "S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"
  std::string_view type() const;
  // What it adds to the size of its item, as DynamoDB counts.
  std::size_t bytes() const;
};

// Names and values. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
std::size_t bytes_of(const Item& item);

// What the store keeps: {"S": "text"}, as on the wire, but with bytes in hexadecimal.
void tag_invoke(boost::json::value_from_tag, boost::json::value& json, const Attribute& attribute);
Attribute tag_invoke(boost::json::value_to_tag<Attribute>, const boost::json::value& json);

}  // namespace aws::region::dynamodb
