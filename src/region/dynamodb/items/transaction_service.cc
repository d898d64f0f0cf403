#include "region/dynamodb/items/transaction_service.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "region/dynamodb/condition_keys.h"
#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/collections.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/items/writes.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/tables/table_definition.h"
#include "region/dynamodb/values/attribute_values.h"
#include "wire/protocols/json.h"
#include "wire/sigv4.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

constexpr std::size_t kTransactionBytes = 4U * 1024U * 1024U;  // of all its items
constexpr double kTwice = 2;  // a transaction costs so many times what its parts cost alone

// One part of a transaction that writes: of a put the item, of all others its key.
struct Step {
  const Table* table = nullptr;
  Item item;
  Condition condition;
  std::optional<std::string> returns_on_failure;
  bool writes = true;  // else it is a check alone
  // What becomes of the item; nothing when it goes.
  std::function<std::optional<Item>(const std::optional<Item>& before)> outcome;
};

template <class Request>
Step step_of(const Table& table, const Request& request) {
  Step step{.table = &table};
  if constexpr (requires { request.Item; }) {
    step.item = item_of(request.Item);
    check_item_key(table, step.item);
    check_size(step.item);
  } else {
    step.item = item_of(request.Key);
    check_key(table, step.item);
  }
  if constexpr (!std::is_same_v<Request, api::Update>) step.condition = condition_of(request);
  step.returns_on_failure = request.ReturnValuesOnConditionCheckFailure;
  return step;
}

Step update_step(const Table& table, const api::Update& request) {
  Step step = step_of(table, request);
  auto placeholders = placeholders_of(request);
  const auto update = Update::parse(request.UpdateExpression.value_or(""), placeholders);
  if (request.ConditionExpression) {
    step.condition = Condition::parse("ConditionExpression", *request.ConditionExpression, placeholders);
  }
  placeholders.check_all_used();
  check_leaves_key(table, update);
  step.outcome = [&table, update, key = step.item](const std::optional<Item>& before) {
    return updated(table, update, before.value_or(key));
  };
  return step;
}

// A transaction needs the permissions of its parts, and none of its own.
void require_permission(const contract::Call& call, const api::TransactWriteItem& request, const Place& place,
                        const TableStore& tables) {
  const auto require = [&](const auto& part, std::string_view permission) {
    if (!part) return;
    call.require(permission, place.arn("dynamodb", "table/" + part->TableName.value_or("")),
                 condition_keys_of_part(*part, "TransactWriteItems", tables));
  };
  require(request.ConditionCheck, "dynamodb:ConditionCheckItem");
  require(request.Put, "dynamodb:PutItem");
  require(request.Update, "dynamodb:UpdateItem");
  require(request.Delete, "dynamodb:DeleteItem");
}

Step step_of(const TableStore& tables, const api::TransactWriteItem& request) {
  const int kinds = request.ConditionCheck.has_value() + request.Put.has_value() + request.Update.has_value() +
                    request.Delete.has_value();
  if (kinds != 1) throw validation("TransactItems can only contain one of Check, Put, Update or Delete");
  const auto table = [&](const auto& part) -> const Table& { return tables.with_items(part->TableName.value_or("")); };
  if (request.Update) return update_step(table(request.Update), *request.Update);
  if (request.Put) {
    Step step = step_of(table(request.Put), *request.Put);
    step.outcome = [item = step.item](const std::optional<Item>&) { return item; };
    return step;
  }
  if (request.Delete) {
    Step step = step_of(table(request.Delete), *request.Delete);
    step.outcome = [](const std::optional<Item>&) { return std::nullopt; };
    return step;
  }
  Step step = step_of(table(request.ConditionCheck), *request.ConditionCheck);
  step.outcome = [](const std::optional<Item>& before) { return before; };
  step.writes = false;
  return step;
}

void check_different(const std::vector<Step>& steps) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& step : steps) {
    if (seen.insert({step.table->id, row_key(step.table->key(), step.item)}).second) continue;
    throw validation("Transaction request cannot include multiple operations on one item");
  }
}

// What a transaction was cancelled for, a reason for each of its parts.
class Reasons {
 public:
  void none() { add({{"Code", "None"}}); }
  void failed(const Error& error) {
    const bool check = error.is("ConditionalCheckFailedException");
    boost::json::object reason{{"Code", check ? "ConditionalCheckFailed" : "ValidationError"},
                               {"Message", error.message()}};
    if (!error.members().empty()) reason["Item"] = boost::json::parse(error.members()).at("Item");
    add(std::move(reason));
    cancelled_ = true;
  }

  void check() const {
    if (!cancelled_) return;
    const Error error("TransactionCanceledException",
                      fmt::format("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
                                  fmt::join(codes_, ", ")));
    throw error.with_members(boost::json::serialize(boost::json::object{{"CancellationReasons", reasons_}}));
  }

 private:
  void add(boost::json::object reason) {
    codes_.emplace_back(reason.at("Code").as_string());
    reasons_.push_back(std::move(reason));
  }

  std::vector<std::string> codes_;
  boost::json::array reasons_;
  bool cancelled_ = false;
};

// What it costs to find that a transaction has been carried out before.
std::map<std::string, Units> units_to_read(const std::vector<Step>& steps, const ItemStore& items) {
  std::map<std::string, Units> units;
  for (const auto& step : steps) {
    const auto item = items.get(*step.table, step.item);
    units[step.table->name].table += kTwice * read_units(item ? bytes_of(*item) : 0, true);
  }
  return units;
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
  api::TransactGetItemsResponse response;
  std::map<std::string, Units> units;
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& each : request.TransactItems) {
    const auto& wanted = each.Get.value();
    const auto name = wanted.TableName.value_or("");
    call.require("dynamodb:GetItem", place_.arn("dynamodb", "table/" + name),
                 condition_keys_of_part(wanted, "TransactGetItems", tables_));
    const Table& table = tables_.with_items(name);
    const auto projection = projection_of(wanted);
    const Item key = item_of(wanted.Key);
    check_key(table, key);
    if (!seen.insert({table.id, row_key(table.key(), key)}).second) {
      throw validation("Transaction request cannot include multiple operations on one item");
    }
    const auto item = items_.get(table, key);
    units[table.name].table += kTwice * read_units(item ? bytes_of(*item) : 0, true);
    response.Responses.emplace_back();
    if (item) response.Responses.back().Item = attribute_values_of(projection.apply(*item));
  }
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, units, UnitKind::kReads);
  return response;
}

api::TransactWriteItemsResponse TransactionService::write(const contract::Call& call,
                                                          const api::TransactWriteItemsRequest& request) {
  for (const auto& each : request.TransactItems) require_permission(call, each, place_, tables_);
  std::vector<Step> steps;
  for (const auto& each : request.TransactItems) steps.push_back(step_of(tables_, each));
  check_different(steps);
  api::TransactWriteItemsResponse response;
  const auto request_is = fingerprint(request);
  if (request.ClientRequestToken && tokens_.used(*request.ClientRequestToken, request_is)) {
    response.ConsumedCapacity =
        consumed(request.ReturnConsumedCapacity, units_to_read(steps, items_), UnitKind::kReads);
    return response;
  }

  Reasons reasons;
  std::vector<std::optional<Item>> after;
  std::map<std::string, Units> units;
  std::size_t bytes = 0;
  for (const auto& step : steps) {
    const auto before = items_.get(*step.table, step.item);
    try {
      check_condition(step.condition, before, step.returns_on_failure);
      after.push_back(step.outcome(before));
      reasons.none();
    } catch (const Error& error) {
      reasons.failed(error);
      continue;
    }
    bytes += std::max(before ? bytes_of(*before) : 0, after.back() ? bytes_of(*after.back()) : 0);
    units[step.table->name] += kTwice * write_units(*step.table, before, after.back() ? &*after.back() : nullptr);
  }
  reasons.check();
  if (bytes > kTransactionBytes) throw validation("The items of a transaction have more than 4 MB");
  items_.transaction([&] {
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (!steps[i].writes) continue;
      after[i] ? items_.put(*steps[i].table, *after[i]) : items_.erase(*steps[i].table, steps[i].item);
    }
    if (request.ClientRequestToken) tokens_.use(*request.ClientRequestToken, request_is);
  });
  for (const auto& step : steps) {
    if (!step.writes) continue;
    add_collection_metrics(request.ReturnItemCollectionMetrics, items_, *step.table, step.item,
                           response.ItemCollectionMetrics);
  }
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, units, UnitKind::kWrites);
  return response;
}

}  // namespace aws::region::dynamodb
