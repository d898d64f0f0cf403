// What an operation consumed, for requests that ask with ReturnConsumedCapacity.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contract/dynamodb.h"
#include "region/dynamodb/tables/table.h"
#include "region/dynamodb/values/attribute.h"

namespace aws::region::dynamodb {

// Of a table and, by their names, of those of its indexes that took part.
struct Units {
  double table = 0;
  std::map<std::string, double> local;
  std::map<std::string, double> global;

  double sum() const;
  void add(const Index& index, double units);
  Units& operator+=(const Units& more);
};
Units operator*(double times, Units units);

double read_units(std::size_t bytes, bool strongly_consistent);  // one, or half of one, for each begun 4 KB
// One for each begun KB of the larger item, and the same of each index for what it has of them: nothing when that
// stays as it is, both when the item goes to another place in it. No `after`: the item goes.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
Units write_units(const Table& table, const std::optional<Item>& before, const Item* after);

// Transactions also say what their units are.
enum class UnitKind { kNotSaid, kReads, kWrites };

// Nothing unless `asked` is TOTAL or INDEXES. The table is called as the request calls it, which may be by its ARN.
std::optional<aws::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& asked,
                                                        const std::string& table, const Units& units,
                                                        UnitKind kind = UnitKind::kNotSaid);
// Of several tables, by their names.
std::vector<aws::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& asked,
                                                      const std::map<std::string, Units>& units,
                                                      UnitKind kind = UnitKind::kNotSaid);

}  // namespace aws::region::dynamodb
