// What all conditional writes have in common, of one item or of several in a transaction.
#pragma once

#include <optional>
#include <string>

#include "region/dynamodb/expressions/condition.h"
#include "region/dynamodb/expressions/update.h"
#include "region/dynamodb/items/older_parameters.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

// The condition of a request that has no other expression: by its ConditionExpression or, from older clients, Expected.
template <class Request>
Condition condition_of(const Request& request) {
  auto placeholders = placeholders_of(request);
  if constexpr (requires { request.Expected; }) {
    check_not_mixed(
        {{"Expected", !request.Expected.empty()}, {"ConditionalOperator", request.ConditionalOperator.has_value()}},
        {{"ConditionExpression", request.ConditionExpression.has_value()}});
    if (!request.ConditionExpression) {
      placeholders.check_none("ConditionExpression is null");
      return older_condition(request.Expected, request.ConditionalOperator);
    }
  }
  if (!request.ConditionExpression) {
    placeholders.check_none("ConditionExpression is null");
    return {};
  }
  auto condition = Condition::parse("ConditionExpression", *request.ConditionExpression, placeholders);
  placeholders.check_all_used();
  return condition;
}

// Throws the failed check, with the item as it is when that was asked for ("ALL_OLD").
void check_condition(const Condition& condition, const std::optional<Item>& before,
                     const std::optional<std::string>& returns_on_failure);

// All throw DynamoDB's ValidationException.
void check_leaves_key(const Table& table, const Update& update);
Item updated(const Table& table, const Update& update, const Item& before);

}  // namespace aws::region::dynamodb
