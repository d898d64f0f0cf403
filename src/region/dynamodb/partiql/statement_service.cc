#include "region/dynamodb/partiql/statement_service.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/capacity.h"
#include "region/dynamodb/items/transaction.h"
#include "region/dynamodb/partiql/next_token.h"
#include "region/dynamodb/partiql/parser.h"
#include "region/dynamodb/partiql/permission.h"
#include "region/dynamodb/partiql/read_statement.h"
#include "region/dynamodb/partiql/write_statement.h"
#include "region/dynamodb/queries/page.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"
#include "wire/protocols/json.h"
#include "wire/sigv4.h"

namespace aws::region::dynamodb::partiql {

namespace api = aws::dynamodb;

namespace {

// A statement with its parameters, of which a request has one or several.
template <class Request>
std::vector<Attribute> parameters_of(const Request& request) {
  std::vector<Attribute> parameters;
  for (const auto& value : request.Parameters.value_or(std::vector<api::AttributeValue>())) {
    parameters.push_back(attribute_of(value));
  }
  return parameters;
}

template <class Request>
Statement statement_of(const Request& request) {
  return parse(request.Statement.value_or(""), parameters_of(request));
}

std::string text_of_request(const contract::Shape& shape, const void* request) {
  return boost::json::serialize(wire::to_json(shape, request));
}

// What must not change from one page to the next.
std::string same_again(const api::ExecuteStatementRequest& request, const Table& table) {
  const api::ExecuteStatementRequest same{.Statement = request.Statement, .Parameters = request.Parameters};
  return table.id + text_of_request(api::shapes::ExecuteStatementRequest, &same);
}

api::BatchStatementError batch_error(const Error& error) {
  constexpr std::string_view kExceptions[] = {"ConditionalCheckFailedException", "ResourceNotFoundException",
                                              "AccessDeniedException", "DuplicateItemException"};
  const bool known = std::ranges::find(kExceptions, error.code()) != std::end(kExceptions);
  api::BatchStatementError failed;
  if (!error.members().empty()) {  // the item that a condition failed on
    wire::from_json(api::shapes::BatchStatementError, boost::json::parse(error.members()), &failed);
  }
  failed.Code =
      known ? error.code().substr(0, error.code().size() - std::string_view("Exception").size()) : "ValidationError";
  failed.Message = error.message();
  return failed;
}

void check_alike(const std::vector<Statement>& statements, std::string_view operation) {
  const auto count = std::ranges::count_if(statements, reads);
  if (count == 0 || static_cast<std::size_t>(count) == statements.size()) return;
  throw validation(
      fmt::format("{} API does not support both read and write operations in the same request.", operation));
}

// What is wrong with one statement of a transaction is said of it.
Error in_transaction(const Error& error, std::size_t index) {
  if (!error.is("ValidationException")) return error;
  return validation(fmt::format("Validation failed in TransactStatements[{}]: {}", index, error.message()));
}

template <class Rule>
auto of_transaction(std::size_t index, Rule rule) {
  try {
    return rule();
  } catch (const Error& error) {
    throw in_transaction(error, index);
  }
}

Statement statement_in_transaction(const api::ParameterizedStatement& request, std::size_t index) {
  const auto parameters = parameters_of(request);
  return of_transaction(index, [&] {
    auto statement = parse(request.Statement.value_or(""), parameters);
    if (returning_of(statement)) throw validation("RETURNING clause is not supported in ExecuteTransaction.");
    if (reads(statement) && !source_of(statement).index.empty()) {
      throw validation("Reads on indices are not supported within transactions.");
    }
    return statement;
  });
}

}  // namespace

void StatementService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::ExecuteStatement, this, &StatementService::execute);
  handlers.on(api::operations::BatchExecuteStatement, this, &StatementService::execute_all);
  handlers.on(api::operations::ExecuteTransaction, this, &StatementService::execute_together);
}

api::ExecuteStatementResponse StatementService::execute(const contract::Call& call,
                                                        const api::ExecuteStatementRequest& request) {
  const auto statement = statement_of(request);
  require_permission(call, statement, {.asks_for_capacity = request.ReturnConsumedCapacity}, tables_);
  if (const auto* select = std::get_if<Select>(&statement)) return read(request, *select);
  const Table& table = tables_.with_items(source_of(statement).table);
  const auto [returned, units] = write(table, statement, request.ReturnValuesOnConditionCheckFailure);
  api::ExecuteStatementResponse response{
      .ConsumedCapacity = consumed(request.ReturnConsumedCapacity, source_of(statement).table, units)};
  if (!returned.empty()) response.Items = {attribute_values_of(returned)};
  return response;
}

api::ExecuteStatementResponse StatementService::read(const api::ExecuteStatementRequest& request,
                                                     const Select& select) const {
  const Table& table = tables_.with_items(select.from.table);
  const bool consistent = request.ConsistentRead.value_or(false);
  auto asked = page_of(table, select, consistent);
  if (request.Limit) asked.limit = static_cast<std::size_t>(*request.Limit);
  const auto same = same_again(request, table);
  if (request.NextToken) asked.after = key_in_token(*request.NextToken, same, table, asked.index);
  const auto page = read_page(items_, table, asked);
  api::ExecuteStatementResponse response{.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, select.from.table,
                                                                      units_of(asked, page, consistent))};
  for (const auto& item : page.items) response.Items.push_back(attribute_values_of(item));
  if (!page.last_key) return response;
  response.NextToken = next_token(same, *page.last_key);
  response.LastEvaluatedKey = attribute_values_of(*page.last_key);
  return response;
}

StatementService::Written StatementService::write(const Table& table, const Statement& statement,
                                                  const std::optional<std::string>& returns_on_failure) {
  if (std::holds_alternative<Exists>(statement)) {
    throw validation("EXISTS can only be used in ExecuteTransaction write requests.");
  }
  const auto write = write_of(table, statement, returns_on_failure);
  const auto change = change_by(items_, write);
  make(items_, write, change);
  return {returned(statement, change), write_units(table, change.before, change.written())};
}

api::BatchExecuteStatementResponse StatementService::execute_all(const contract::Call& call,
                                                                 const api::BatchExecuteStatementRequest& request) {
  const auto& requests = request.Statements.value();
  api::BatchExecuteStatementResponse response{.Responses = std::vector<api::BatchStatementResponse>(requests.size())};
  std::vector<std::optional<Statement>> statements(requests.size());
  const auto for_each = [&](const auto& rule) {
    for (std::size_t i = 0; i < requests.size(); ++i) {
      if (response.Responses[i].Error) continue;
      try {
        rule(i);
      } catch (const Unrecoverable&) {
        throw;
      } catch (const Error& error) {
        response.Responses[i].Error = batch_error(error);
      }
    }
  };
  std::vector<Statement> parsed;
  for_each([&](std::size_t i) {
    statements[i] = parsed.emplace_back(statement_of(requests[i]));
    response.Responses[i].TableName = source_of(*statements[i]).table;
  });
  check_alike(parsed, "BatchExecuteStatement");
  std::map<std::string, Units> units;
  for_each([&](std::size_t i) {
    require_permission(call, *statements[i], {.asks_for_capacity = request.ReturnConsumedCapacity}, tables_);
    response.Responses[i].Item = attribute_values_of(answer(requests[i], *statements[i], units));
  });
  response.ConsumedCapacity = consumed(request.ReturnConsumedCapacity, units);
  return response;
}

Item StatementService::answer(const api::BatchStatementRequest& request, const Statement& statement,
                              std::map<std::string, Units>& units) {
  const auto& name = source_of(statement).table;
  const Table& table = tables_.with_items(name);
  const auto* select = std::get_if<Select>(&statement);
  if (select == nullptr) {
    auto [returned, cost] = write(table, statement, request.ReturnValuesOnConditionCheckFailure);
    units[name] += cost;
    return returned;
  }
  const auto key = key_of(table, *select, "BatchExecuteStatement");
  check_key(table, key);
  const auto item = items_.get(table, key);
  units[name].table += read_units(item ? bytes_of(*item) : 0, request.ConsistentRead.value_or(false));
  return item ? projection_of(*select).apply(*item) : Item();
}

api::ExecuteTransactionResponse StatementService::execute_together(const contract::Call& call,
                                                                   const api::ExecuteTransactionRequest& request) {
  const auto& requests = request.TransactStatements.value();
  std::vector<Statement> statements;
  for (const auto& each : requests) statements.push_back(statement_in_transaction(each, statements.size()));
  for (const auto& statement : statements) {
    require_permission(call, statement, {.asks_for_capacity = request.ReturnConsumedCapacity, .in_transaction = true},
                       tables_);
  }
  check_alike(statements, "ExecuteTransaction");
  if (reads(statements.front())) return read_together(statements, request.ReturnConsumedCapacity);
  WriteTransaction transaction{
      .token = request.ClientRequestToken,
      .request = sigv4::sha256_hex(text_of_request(api::shapes::ExecuteTransactionRequest, &request)),
      .asks_for_capacity = request.ReturnConsumedCapacity};
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const Table& table = tables_.with_items(source_of(statements[i]).table);
    transaction.writes.push_back(of_transaction(
        i, [&] { return write_of(table, statements[i], requests[i].ReturnValuesOnConditionCheckFailure); }));
  }
  return {.ConsumedCapacity = carry_out(items_, tokens_, transaction).capacity};
}

api::ExecuteTransactionResponse StatementService::read_together(
    const std::vector<Statement>& statements, const std::optional<std::string>& asks_for_capacity) const {
  ReadTransaction transaction(items_);
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const auto& select = std::get<Select>(statements[i]);
    const Table& table = tables_.with_items(select.from.table);
    const auto key = of_transaction(i, [&] { return key_of(table, select, "ExecuteTransaction"); });
    transaction.read(table, select.from.table, key, projection_of(select));
  }
  auto [responses, capacity] = transaction.result(asks_for_capacity);
  return {.Responses = std::move(responses), .ConsumedCapacity = std::move(capacity)};
}

}  // namespace aws::region::dynamodb::partiql
