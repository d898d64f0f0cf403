#include "region/dynamodb/items/transaction.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {
namespace {

constexpr std::size_t kTransactionBytes = 4U * 1024U * 1024U;  // of all its items
constexpr double kTwice = 2;  // a transaction costs so many times what its parts cost alone

std::string_view code_of(const Error& error) {
  if (error.is("ConditionalCheckFailedException")) return "ConditionalCheckFailed";
  return error.is("DuplicateItemException") ? "DuplicateItem" : "ValidationError";
}

void check_different(const std::vector<ItemWrite>& writes) {
  DifferentItems different;
  for (const auto& write : writes) {
    if (!write.not_of_schema) different.add(*write.table, write.item);
  }
}

Units units_to_read(const std::optional<Item>& item) {
  return {.table = kTwice * read_units(item ? bytes_of(*item) : 0, true)};
}

// What it costs to find that a transaction has been carried out before.
std::map<std::string, Units> units_to_read(const std::vector<ItemWrite>& writes, const ItemStore& items) {
  std::map<std::string, Units> units;
  for (const auto& write : writes) {
    if (write.not_of_schema) continue;  // by now: another table has taken the name
    units[write.called] += units_to_read(items.get(*write.table, write.item));
  }
  return units;
}

std::vector<ItemChange> changes_by(const ItemStore& items, const std::vector<ItemWrite>& writes) {
  Reasons reasons;
  std::vector<ItemChange> changes;
  std::size_t bytes = 0;
  for (const auto& write : writes) {
    try {
      const auto& [before, after] = changes.emplace_back(change_by(items, write));
      bytes += std::max(before ? bytes_of(*before) : 0, after ? bytes_of(*after) : 0);
      reasons.none();
    } catch (const Unrecoverable&) {
      throw;
    } catch (const Error& error) {
      reasons.failed(error);
    }
  }
  reasons.check();
  if (bytes > kTransactionBytes) throw validation("The items of a transaction have more than 4 MB");
  return changes;
}

}  // namespace

void Reasons::failed(const Error& error) {
  boost::json::object reason{{"Code", code_of(error)}, {"Message", error.message()}};
  if (!error.members().empty()) reason["Item"] = boost::json::parse(error.members()).at("Item");
  add(std::move(reason));
  cancelled_ = true;
}

void Reasons::check() const {
  if (!cancelled_) return;
  const Error error("TransactionCanceledException",
                    fmt::format("Transaction cancelled, please refer cancellation reasons for specific reasons [{}]",
                                fmt::join(codes_, ", ")));
  throw error.with_members(boost::json::serialize(boost::json::object{{"CancellationReasons", reasons_}}));
}

void Reasons::add(boost::json::object reason) {
  codes_.emplace_back(reason.at("Code").as_string());
  reasons_.push_back(std::move(reason));
}

void DifferentItems::add(const Table& table, const Item& key) {
  if (seen_.insert({table.id, row_key(table.key(), key)}).second) return;
  throw validation("Transaction request cannot include multiple operations on one item");
}

void ReadTransaction::read(const Table& table, const std::string& called, const Item& key,
                           const Projection& projection) {
  if (const auto mismatch = key_mismatch_of(table, key)) return reasons_.failed(*mismatch);
  check_key(table, key);
  different_.add(table, key);
  reasons_.none();
  auto item = items_.get(table, key);
  units_[called] += units_to_read(item);
  auto& response = responses_.emplace_back();
  if (item) response.Item = attribute_values_of(projection.apply(std::move(*item)));
}

ReadTransaction::Result ReadTransaction::result(const std::optional<std::string>& asks_for_capacity) {
  reasons_.check();
  return {std::move(responses_), consumed(asks_for_capacity, units_, UnitKind::kReads)};
}

TransactionResult carry_out(ItemStore& items, TokenStore& tokens, const WriteTransaction& transaction) {
  const auto& [writes, token, request, asks_for_capacity] = transaction;
  check_different(writes);
  if (token && tokens.used(*token, request)) {
    return {.carried_out = false,
            .capacity = consumed(asks_for_capacity, units_to_read(writes, items), UnitKind::kReads)};
  }
  const auto changes = changes_by(items, writes);
  std::map<std::string, Units> units;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Table& table = *writes[i].table;
    units[writes[i].called] += kTwice * write_units(table, changes[i].before, changes[i].written());
  }
  items.transaction([&] {
    for (std::size_t i = 0; i < writes.size(); ++i) make(items, writes[i], changes[i]);
    if (token) tokens.use(*token, request);
  });
  return {.capacity = consumed(asks_for_capacity, units, UnitKind::kWrites)};
}

}  // namespace aws::region::dynamodb
