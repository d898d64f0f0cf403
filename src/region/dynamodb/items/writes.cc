#include "region/dynamodb/items/writes.h"

#include <boost/json.hpp>

#include "region/dynamodb/errors.h"
#include "region/dynamodb/tables/key.h"
#include "region/dynamodb/values/attribute_values.h"

namespace aws::region::dynamodb {

void check_condition(const Condition& condition, const std::optional<Item>& before,
                     const std::optional<std::string>& returns_on_failure) {
  if (condition.holds(before.value_or(Item()))) return;
  const auto failed = conditional_check_failed();
  if (returns_on_failure != "ALL_OLD" || !before) throw failed;
  throw failed.with_members(boost::json::serialize(boost::json::object{{"Item", wire_json(*before)}}));
}

void check_leaves_key(const Table& table, const Update& update) {
  for (const auto& path : update.paths()) {
    const auto& name = std::get<std::string>(path.front());
    if (name != table.hash.name && (!table.range || name != table.range->name)) continue;
    throw invalid_parameter("Cannot update attribute " + name + ". This attribute is part of the key");
  }
}

Item updated(const Table& table, const Update& update, const Item& before) {
  Item after = update.apply(before);
  check_updated_size(after);
  check_nesting(after);
  for (const auto& index : table.indexes) {
    for (const auto* key : {&index.hash, index.range ? &*index.range : nullptr}) {
      const auto found = key == nullptr ? after.end() : after.find(key->name);
      if (found == after.end() || found->second.type() == key->type) continue;
      throw validation("The update expression attempted to update the secondary index key to unsupported type");
    }
  }
  check_index_keys(table, after);
  return after;
}

}  // namespace aws::region::dynamodb
