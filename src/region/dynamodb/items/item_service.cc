#include "region/dynamodb/items/item_service.h"

#include <string>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/expressions/update.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/collections.h"
#include "region/dynamodb/items/older_parameters.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/items/writes.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

struct ConditionalUpdate {
  Update update;
  Condition condition;
};

ConditionalUpdate update_of(const api::UpdateItemRequest& request) {
  check_not_mixed({{"AttributeUpdates", !request.AttributeUpdates.empty()},
                   {"Expected", !request.Expected.empty()},
                   {"ConditionalOperator", request.ConditionalOperator.has_value()}},
                  {{"UpdateExpression", request.UpdateExpression.has_value()},
                   {"ConditionExpression", request.ConditionExpression.has_value()}});
  auto placeholders = placeholders_of(request);
  if (!request.UpdateExpression && !request.ConditionExpression) {
    placeholders.check_none("UpdateExpression and ConditionExpression are null");
    return {older_update(request.AttributeUpdates), older_condition(request.Expected, request.ConditionalOperator)};
  }
  ConditionalUpdate parsed;
  if (request.UpdateExpression) parsed.update = Update::parse(*request.UpdateExpression, placeholders);
  if (request.ConditionExpression) {
    parsed.condition = Condition::parse("ConditionExpression", *request.ConditionExpression, placeholders);
  }
  placeholders.check_all_used();
  return parsed;
}

// The members of an UpdateItem's reply that ReturnValues asks for.
AttributeValues returned(const std::string& asked, const std::optional<Item>& before, const Item& after,
                         const Update& update) {
  const Item old = before.value_or(Item());
  if (asked == "ALL_OLD") return attribute_values_of(old);
  if (asked == "ALL_NEW") return attribute_values_of(after);
  if (asked == "UPDATED_OLD") return attribute_values_of(project(old, update.paths()));
  if (asked == "UPDATED_NEW") return attribute_values_of(project(after, update.paths()));
  return {};
}

}  // namespace

void ItemService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::GetItem, this, &ItemService::get);
  handlers.on(api::operations::PutItem, this, &ItemService::put);
  handlers.on(api::operations::UpdateItem, this, &ItemService::update);
  handlers.on(api::operations::DeleteItem, this, &ItemService::remove);
}

api::GetItemResponse ItemService::get(const api::GetItemRequest& request) {
  const Projection projection = projection_of(request);
  const Item key = item_of(request.Key);
  const Table& table = tables_.with_items(request.TableName.value_or(""));
  check_key(table, key);
  auto item = items_.get(table, key);
  const Units units{.table = read_units(item ? bytes_of(*item) : 0, request.ConsistentRead.value_or(false))};
  api::GetItemResponse response{.ConsumedCapacity =
                                    consumed(request.ReturnConsumedCapacity, request.TableName.value_or(""), units)};
  if (item) response.Item = attribute_values_of(projection.apply(std::move(*item)));
  return response;
}

api::PutItemResponse ItemService::put(const api::PutItemRequest& request) {
  const Condition condition = condition_of(request);
  check_return_values(request.ReturnValues, {"NONE", "ALL_OLD"});
  const Item item = item_of(request.Item);
  const Table& table = tables_.with_items(request.TableName.value_or(""));
  check_item_key(table, item);
  check_size(item);
  const auto before = items_.get(table, item);
  check_condition(condition, before, request.ReturnValuesOnConditionCheckFailure);
  items_.put(table, item);
  const auto units = write_units(table, before, &item);
  api::PutItemResponse response{
      .ConsumedCapacity = consumed(request.ReturnConsumedCapacity, request.TableName.value_or(""), units),
      .ItemCollectionMetrics = collection_metrics(request.ReturnItemCollectionMetrics, items_, table, item)};
  if (request.ReturnValues == "ALL_OLD" && before) response.Attributes = attribute_values_of(*before);
  return response;
}

// Makes the item when there is none, of its key alone.
api::UpdateItemResponse ItemService::update(const api::UpdateItemRequest& request) {
  const auto [update, condition] = update_of(request);
  const Item key = item_of(request.Key);
  const Table& table = tables_.with_items(request.TableName.value_or(""));
  check_key(table, key);
  check_leaves_key(table, update);
  const auto before = items_.get(table, key);
  check_condition(condition, before, request.ReturnValuesOnConditionCheckFailure);
  const Item after = updated(table, update, before.value_or(key));
  items_.put(table, after);
  const auto units = write_units(table, before, &after);
  return {.Attributes = returned(request.ReturnValues.value_or("NONE"), before, after, update),
          .ConsumedCapacity = consumed(request.ReturnConsumedCapacity, request.TableName.value_or(""), units),
          .ItemCollectionMetrics = collection_metrics(request.ReturnItemCollectionMetrics, items_, table, key)};
}

// One that does not exist is deleted already.
api::DeleteItemResponse ItemService::remove(const api::DeleteItemRequest& request) {
  const Condition condition = condition_of(request);
  check_return_values(request.ReturnValues, {"NONE", "ALL_OLD"});
  const Item key = item_of(request.Key);
  const Table& table = tables_.with_items(request.TableName.value_or(""));
  check_key(table, key);
  const auto before = items_.get(table, key);
  check_condition(condition, before, request.ReturnValuesOnConditionCheckFailure);
  if (before) items_.erase(table, key);
  const auto units = write_units(table, before, nullptr);
  api::DeleteItemResponse response{
      .ConsumedCapacity = consumed(request.ReturnConsumedCapacity, request.TableName.value_or(""), units),
      .ItemCollectionMetrics = collection_metrics(request.ReturnItemCollectionMetrics, items_, table, key)};
  if (request.ReturnValues == "ALL_OLD" && before) response.Attributes = attribute_values_of(*before);
  return response;
}

}  // namespace aws::region::dynamodb
