#include "region/dynamodb/items/transaction_service.h"

#include <boost/json.hpp>
#include <map>
#include <utility>

#include "region/dynamodb/condition_keys.h"
#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/collections.h"
#include "region/dynamodb/items/item_write.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/items/transaction.h"
#include "region/dynamodb/items/writes.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/dynamodb/values/attribute_values.h"
#include "wire/protocols/json.h"
#include "wire/sigv4.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

template <class Request>
ItemWrite write_of(const Table& table, const Request& request) {
  ItemWrite write{.table = &table, .called = request.TableName.value_or("")};
  if constexpr (requires { request.Item; }) {
    write.item = item_of(request.Item);
    write.not_of_schema = item_key_mismatch(table, write.item);
    if (!write.not_of_schema) check_item_key(table, write.item);
    check_size(write.item);
  } else {
    write.item = item_of(request.Key);
    write.not_of_schema = key_mismatch_of(table, write.item);
    if (!write.not_of_schema) check_key(table, write.item);
  }
  if constexpr (!std::is_same_v<Request, api::Update>) write.condition = condition_of(request);
  write.returns_on_failure = request.ReturnValuesOnConditionCheckFailure;
  return write;
}

ItemWrite update_of(const Table& table, const api::Update& request) {
  ItemWrite write = write_of(table, request);
  auto placeholders = placeholders_of(request);
  const auto update = Update::parse(request.UpdateExpression.value_or(""), placeholders);
  if (request.ConditionExpression) {
    write.condition = Condition::parse("ConditionExpression", *request.ConditionExpression, placeholders);
  }
  placeholders.check_all_used();
  check_leaves_key(table, update);
  write.outcome = [&table, update, key = write.item](const std::optional<Item>& before) {
    return updated(table, update, before.value_or(key));
  };
  return write;
}

// A transaction needs the permissions of its parts, and none of its own.
void require_permission(const contract::Call& call, const api::TransactWriteItem& request, const TableStore& tables) {
  const auto require = [&](const auto& part, std::string_view permission) {
    if (!part) return;
    call.require(permission, tables.arn_of(part->TableName.value_or("")),
                 condition_keys_of_part(*part, "TransactWriteItems", tables));
  };
  require(request.ConditionCheck, "dynamodb:ConditionCheckItem");
  require(request.Put, "dynamodb:PutItem");
  require(request.Update, "dynamodb:UpdateItem");
  require(request.Delete, "dynamodb:DeleteItem");
}

ItemWrite write_of(const TableStore& tables, const api::TransactWriteItem& request) {
  const int kinds = request.ConditionCheck.has_value() + request.Put.has_value() + request.Update.has_value() +
                    request.Delete.has_value();
  if (kinds != 1) throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
  const auto table = [&](const auto& part) -> const Table& { return tables.with_items(part->TableName.value_or("")); };
  if (request.Update) return update_of(table(request.Update), *request.Update);
  if (request.Put) {
    ItemWrite write = write_of(table(request.Put), *request.Put);
    write.outcome = [item = write.item](const std::optional<Item>&) { return item; };
    return write;
  }
  if (request.Delete) {
    ItemWrite write = write_of(table(request.Delete), *request.Delete);
    write.outcome = [](const std::optional<Item>&) { return std::nullopt; };
    return write;
  }
  ItemWrite write = write_of(table(request.ConditionCheck), *request.ConditionCheck);
  write.outcome = [](const std::optional<Item>& before) { return before; };
  write.writes = false;
  return write;
}

std::string fingerprint(const api::TransactWriteItemsRequest& request) {
  return sigv4::sha256_hex(
      boost::json::serialize(wire::to_json(aws::dynamodb::shapes::TransactWriteItemsRequest, &request)));
}

}  // namespace

void TransactionService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::TransactGetItems, this, &TransactionService::get);
  handlers.on(api::operations::TransactWriteItems, this, &TransactionService::write);
}

api::TransactGetItemsResponse TransactionService::get(const contract::Call& call,
                                                      const api::TransactGetItemsRequest& request) {
  ReadTransaction transaction(items_);
  for (const auto& each : request.TransactItems.value()) {
    const auto& wanted = each.Get.value();
    const auto name = wanted.TableName.value_or("");
    call.require("dynamodb:GetItem", tables_.arn_of(name), condition_keys_of_part(wanted, "TransactGetItems", tables_));
    const Table& table = tables_.with_items(name);
    const auto projection = projection_of(wanted);
    transaction.read(table, name, item_of(wanted.Key), projection);
  }
  auto [responses, capacity] = transaction.result(request.ReturnConsumedCapacity);
  return {.ConsumedCapacity = std::move(capacity), .Responses = std::move(responses)};
}

api::TransactWriteItemsResponse TransactionService::write(const contract::Call& call,
                                                          const api::TransactWriteItemsRequest& request) {
  for (const auto& each : request.TransactItems.value()) require_permission(call, each, tables_);
  WriteTransaction transaction{.token = request.ClientRequestToken,
                               .request = fingerprint(request),
                               .asks_for_capacity = request.ReturnConsumedCapacity};
  for (const auto& each : request.TransactItems.value()) transaction.writes.push_back(write_of(tables_, each));
  auto [carried_out, capacity] = carry_out(items_, tokens_, transaction);
  api::TransactWriteItemsResponse response{.ConsumedCapacity = std::move(capacity)};
  for (const auto& write : transaction.writes) {
    if (!carried_out || !write.writes) continue;
    add_collection_metrics(request.ReturnItemCollectionMetrics, items_, *write.table, write.item,
                           response.ItemCollectionMetrics);
  }
  return response;
}

}  // namespace aws::region::dynamodb
