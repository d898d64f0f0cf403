#include "region/dynamodb/partiql/permission.h"

#include <set>
#include <type_traits>
#include <utility>
#include <vector>

#include "region/dynamodb/condition_keys.h"
#include "region/dynamodb/partiql/condition.h"
#include "region/dynamodb/partiql/key_branches.h"

namespace aws::region::dynamodb::partiql {
namespace {

std::string_view action_for(const Statement& statement) {
  if (std::holds_alternative<Insert>(statement)) return "dynamodb:PartiQLInsert";
  if (std::holds_alternative<Change>(statement)) return "dynamodb:PartiQLUpdate";
  if (std::holds_alternative<Delete>(statement)) return "dynamodb:PartiQLDelete";
  return "dynamodb:PartiQLSelect";
}

// The key of what the statement is about, when there is such a table.
std::optional<KeySchema> schema_of(const Source& source, const TableStore& tables) {
  const auto* table = tables.find(source.table);
  if (table == nullptr) return std::nullopt;
  if (source.index.empty()) return table->key();
  const auto* index = table->find_index(source.index);
  return index == nullptr ? std::nullopt : std::optional(index->key());
}

// All that a statement names.
class Named {
 public:
  explicit Named(std::optional<KeySchema> schema) : schema_(std::move(schema)) {}

  void add(const Statement& statement) {
    std::visit([this](const auto& is) { add_parts(is); }, statement);
  }

  contract::Circumstances keys() const {
    auto keys = condition_keys_of(hashes_, attributes_);
    if (scans_) keys["dynamodb:FullTableScan"] = {"true"};
    return keys;
  }

 private:
  void add_parts(const Select& select) {
    for (const auto& path : select.paths) add(path);
    add_where(select.where);
    scans_ = schema_ && !key_branches(*schema_, select.where);
  }
  void add_parts(const Insert& insert) {
    for (const auto& [name, value] : insert.item) {
      attributes_.insert(name);
      if (schema_ && name == schema_->hash.name) hashes_.push_back(value);
    }
  }
  void add_parts(const Change& change) {
    for (const auto& [path, value] : change.assignments) {
      add(path);
      if (value) attributes_.merge(attributes_of(*value));
    }
    add_where(change.where);
  }
  void add_parts(const Delete& removal) { add_where(removal.where); }
  void add_parts(const Exists& exists) { add_parts(exists.select); }

  void add(const Path& path) { attributes_.insert(std::get<std::string>(path.front())); }
  void add_where(const std::optional<Expression>& where) {
    if (!where) return;
    attributes_.merge(attributes_of(*where));
    const auto branches = schema_ ? key_branches(*schema_, where) : std::nullopt;
    if (!branches) return;
    for (const auto& comparisons : *branches) {
      hashes_.push_back(comparisons.at(schema_->hash.name).arguments.front());
    }
  }

  std::optional<KeySchema> schema_;
  std::vector<Attribute> hashes_;
  std::set<std::string> attributes_;
  bool scans_ = false;
};

// As the other operations call them.
std::string return_values(const Returning& returning) {
  return std::string(returning.modified ? "UPDATED_" : "ALL_") + (returning.fresh ? "NEW" : "OLD");
}

}  // namespace

void require_permission(const contract::Call& call, const Statement& statement, const Surroundings& surroundings,
                        const TableStore& tables) {
  const auto& source = source_of(statement);
  Named named(schema_of(source, tables));
  named.add(statement);
  auto keys = named.keys();
  if (surroundings.asks_for_capacity) keys["dynamodb:ReturnConsumedCapacity"] = {*surroundings.asks_for_capacity};
  if (surroundings.in_transaction) keys["dynamodb:EnclosingOperation"] = {"ExecuteTransaction"};
  if (const auto* select = std::get_if<Select>(&statement)) {
    keys["dynamodb:Select"] = {select->paths.empty() ? "ALL_ATTRIBUTES" : "SPECIFIC_ATTRIBUTES"};
  }
  if (const auto& returning = returning_of(statement)) keys["dynamodb:ReturnValues"] = {return_values(*returning)};
  const auto resource = tables.arn_of(source.table) + (source.index.empty() ? "" : "/index/" + source.index);
  call.require(action_for(statement), resource, keys);
}

}  // namespace aws::region::dynamodb::partiql
