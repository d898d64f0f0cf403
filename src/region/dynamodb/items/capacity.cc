#include "region/dynamodb/items/capacity.h"

#include <algorithm>
#include <utility>

#include "region/dynamodb/tables/key.h"

namespace aws::region::dynamodb {

namespace api = aws::dynamodb;

namespace {

double blocks(std::size_t bytes, std::size_t block) {
  return static_cast<double>(std::max<std::size_t>(1, (bytes + block - 1) / block));
}

double units_of_write(std::size_t bytes) { return blocks(bytes, 1024); }

// An item's entry in an index.
struct Entry {
  std::string row_key;
  Item item;

  bool operator==(const Entry&) const = default;
};

std::optional<Entry> entry_of(const Table& table, const Index& index, const Item* item) {
  if (item == nullptr) return std::nullopt;
  auto row_key = index_row_key(table, index, *item);
  if (!row_key) return std::nullopt;
  return Entry{std::move(*row_key), projected(table, index, *item)};
}

double index_write_units(const std::optional<Entry>& before, const std::optional<Entry>& after) {
  if (before == after) return 0;
  const double removal = before ? units_of_write(bytes_of(before->item)) : 0;
  const double addition = after ? units_of_write(bytes_of(after->item)) : 0;
  const bool stays = before && after && before->row_key == after->row_key;
  return stays ? std::max(removal, addition) : removal + addition;
}

// Both a ConsumedCapacity and a part of one.
template <class Capacity>
Capacity& fill_in(Capacity& capacity, double units, UnitKind kind) {
  capacity.CapacityUnits = units;
  if (kind == UnitKind::kReads) capacity.ReadCapacityUnits = units;
  if (kind == UnitKind::kWrites) capacity.WriteCapacityUnits = units;
  return capacity;
}

}  // namespace

double Units::sum() const {
  double sum = table;
  for (const auto* indexes : {&local, &global}) {
    for (const auto& [name, units] : *indexes) sum += units;
  }
  return sum;
}

void Units::add(const Index& index, double units) { (index.local ? local : global)[index.name] += units; }

Units& Units::operator+=(const Units& more) {
  table += more.table;
  for (const auto& [name, units] : more.local) local[name] += units;
  for (const auto& [name, units] : more.global) global[name] += units;
  return *this;
}

Units operator*(double times, Units units) {
  units.table *= times;
  for (auto& [name, of_index] : units.local) of_index *= times;
  for (auto& [name, of_index] : units.global) of_index *= times;
  return units;
}

double read_units(std::size_t bytes, bool strongly_consistent) {
  return blocks(bytes, 4096) * (strongly_consistent ? 1.0 : 0.5);
}

Units write_units(const Table& table, const std::optional<Item>& before, const Item* after) {
  const Item* old = before ? &*before : nullptr;
  Units units{.table = units_of_write(std::max(old ? bytes_of(*old) : 0, after ? bytes_of(*after) : 0))};
  for (const auto& index : table.indexes) {
    const double of_index = index_write_units(entry_of(table, index, old), entry_of(table, index, after));
    if (of_index > 0) units.add(index, of_index);
  }
  return units;
}

std::optional<api::ConsumedCapacity> consumed(const std::optional<std::string>& asked, const std::string& table,
                                              const Units& units, UnitKind kind) {
  if (asked != "TOTAL" && asked != "INDEXES") return std::nullopt;
  api::ConsumedCapacity capacity{.TableName = table};
  fill_in(capacity, units.sum(), kind);
  if (asked == "TOTAL") return capacity;
  fill_in(capacity.Table.emplace(), units.table, kind);
  for (const auto& [name, of_index] : units.local) fill_in(capacity.LocalSecondaryIndexes[name], of_index, kind);
  for (const auto& [name, of_index] : units.global) fill_in(capacity.GlobalSecondaryIndexes[name], of_index, kind);
  return capacity;
}

std::vector<api::ConsumedCapacity> consumed(const std::optional<std::string>& asked,
                                            const std::map<std::string, Units>& units, UnitKind kind) {
  std::vector<api::ConsumedCapacity> all;
  for (const auto& [table, of_table] : units) {
    if (auto capacity = consumed(asked, table, of_table, kind)) all.push_back(std::move(*capacity));
  }
  return all;
}

}  // namespace aws::region::dynamodb
