#include "region/dynamodb/partiql/write_statement.h"

#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/items/parameters.h"
#include "region/dynamodb/items/writes.h"
#include "region/dynamodb/partiql/assignments.h"
#include "region/dynamodb/partiql/condition.h"
#include "region/dynamodb/partiql/key_branches.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb::partiql {
namespace {

ItemAndRest one_item(const Table& table, const std::optional<Expression>& where) {
  check_choices(table.key(), where);
  if (auto found = item_in(table.key(), where)) return std::move(*found);
  throw validation("Where clause does not contain a mandatory equality on all key attributes");
}

ItemWrite write_to(const Table& table, Item key) {
  ItemWrite write{.table = &table, .item = std::move(key)};
  write.not_of_schema = key_mismatch_of(table, write.item);
  if (!write.not_of_schema) check_key(table, write.item);
  return write;
}

ItemWrite insertion(const Table& table, const Insert& insert) {
  ItemWrite write{.table = &table, .item = insert.item};
  write.not_of_schema = item_key_mismatch(table, insert.item);
  if (!write.not_of_schema) check_item_key(table, insert.item);
  check_size(insert.item);
  check_nesting(insert.item);
  write.outcome = [item = insert.item](const std::optional<Item>& before) {
    if (before) throw duplicate_item();
    return std::optional(item);
  };
  return write;
}

// Unlike UpdateItem it never makes an item.
Condition there_and(const std::vector<const Expression*>& rest) {
  const auto holds = condition_of(rest);
  return {[holds](const Item& item) { return !item.empty() && holds.holds(item); }, holds.attributes()};
}

ItemWrite change_of(const Table& table, const Change& change) {
  const auto update = update_of(change.assignments);
  auto [key, rest] = one_item(table, change.where);
  ItemWrite write = write_to(table, std::move(key));
  check_leaves_key(table, update);
  write.condition = there_and(rest);
  write.outcome = [&table, update](const std::optional<Item>& before) {
    return std::optional(updated(table, update, before.value()));
  };
  return write;
}

// What is not there is deleted already, whatever else was to hold of it.
ItemWrite deletion(const Table& table, const Delete& removal) {
  auto [key, rest] = one_item(table, removal.where);
  ItemWrite write = write_to(table, std::move(key));
  const auto holds = condition_of(rest);
  write.condition = {[holds](const Item& item) { return item.empty() || holds.holds(item); }, holds.attributes()};
  write.outcome = [](const std::optional<Item>&) { return std::nullopt; };
  return write;
}

ItemWrite check_of(const Table& table, const Exists& exists) {
  auto found = item_in(table.key(), exists.select.where);
  if (!found || found->rest.empty()) {
    throw validation("EXISTS() must contain a single item read with additional condition");
  }
  ItemWrite write = write_to(table, std::move(found->key));
  write.condition = there_and(found->rest);
  write.outcome = [](const std::optional<Item>& before) { return before; };
  write.writes = false;
  return write;
}

}  // namespace

ItemWrite write_of(const Table& table, const Statement& statement,
                   const std::optional<std::string>& returns_on_failure) {
  if (!source_of(statement).index.empty()) throw validation("Only SELECT statements can be about an index");
  if (std::holds_alternative<Delete>(statement)) {
    const auto& returning = returning_of(statement);
    if (returning && (returning->modified || returning->fresh)) {
      throw validation("Invalid returning clause: " + returning->shown() +
                       ". Only RETURNING ALL OLD * is allowed in DELETE statements.");
    }
  }
  ItemWrite write = [&] {
    if (const auto* insert = std::get_if<Insert>(&statement)) return insertion(table, *insert);
    if (const auto* change = std::get_if<Change>(&statement)) return change_of(table, *change);
    if (const auto* removal = std::get_if<Delete>(&statement)) return deletion(table, *removal);
    return check_of(table, std::get<Exists>(statement));
  }();
  write.called = source_of(statement).table;
  write.returns_on_failure = returns_on_failure;
  return write;
}

Item returned(const Statement& statement, const ItemChange& change) {
  const auto& returning = returning_of(statement);
  const auto& item = returning && returning->fresh ? change.after : change.before;
  if (!returning || !item) return {};
  if (!returning->modified) return *item;
  return project(*item, update_of(std::get<Change>(statement).assignments).paths());
}

}  // namespace aws::region::dynamodb::partiql
