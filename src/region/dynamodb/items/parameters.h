// What the operations on items have in common: the placeholders of a request's expressions, and the older parameters
// that expressions have replaced, which no request may mix with them.
#pragma once

#include <fmt/format.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/placeholders.h"
#include "region/dynamodb/expressions/projection.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

template <class Map>
Map placeholders_in(const std::optional<Map>& given, std::string_view parameter) {
  if (given && given->empty()) throw validation(fmt::format("{} must not be empty", parameter));
  return given.value_or(Map());
}

template <class Request>
Placeholders placeholders_of(const Request& request) {
  Item values;
  if constexpr (requires { request.ExpressionAttributeValues; }) {
    values = item_of(placeholders_in(request.ExpressionAttributeValues, "ExpressionAttributeValues"));
  }
  return {placeholders_in(request.ExpressionAttributeNames, "ExpressionAttributeNames"), std::move(values)};
}

struct GivenParameter {
  const char* name;
  bool given;
};
// Throws when some of both are given.
void check_not_mixed(std::initializer_list<GivenParameter> older, std::initializer_list<GivenParameter> expressions);

// Of a read that has no other expression: by its ProjectionExpression or, from older clients, AttributesToGet.
template <class Request>
Projection projection_of(const Request& request) {
  auto placeholders = placeholders_of(request);
  if (!request.ProjectionExpression) placeholders.check_none("");
  if constexpr (requires { request.AttributesToGet; }) {
    check_not_mixed({{"AttributesToGet", !request.AttributesToGet.empty()}},
                    {{"ProjectionExpression", request.ProjectionExpression.has_value()}});
    if (!request.AttributesToGet.empty()) return Projection::of_attributes(request.AttributesToGet);
  }
  if (!request.ProjectionExpression) return {};
  auto projection = Projection::parse(*request.ProjectionExpression, placeholders);
  placeholders.check_all_used();
  return projection;
}

// Throws unless it is one of them, or nothing.
void check_return_values(const std::optional<std::string>& asked, std::initializer_list<std::string_view> possible);

// Throw when the item is larger than 400 KB, in the words of a put or of an update.
void check_size(const Item& item);
void check_updated_size(const Item& item);

}  // namespace aws::region::dynamodb
