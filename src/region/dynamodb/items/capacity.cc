#include "region/dynamodb/items/capacity.h"

#include <algorithm>

namespace aws::region::dynamodb {
namespace {

double blocks(std::size_t bytes, std::size_t block) {
  return static_cast<double>(std::max<std::size_t>(1, (bytes + block - 1) / block));
}

}  // namespace

double write_units(std::size_t bytes) { return blocks(bytes, 1024); }

double read_units(std::size_t bytes, bool strongly_consistent) {
  return blocks(bytes, 4096) * (strongly_consistent ? 1.0 : 0.5);
}

std::optional<aws::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& asked,
                                                        const std::string& table, double units) {
  if (asked != "TOTAL" && asked != "INDEXES") return std::nullopt;
  aws::dynamodb::ConsumedCapacity capacity{.TableName = table, .CapacityUnits = units};
  if (asked == "INDEXES") capacity.Table = {.CapacityUnits = units};
  return capacity;
}

}  // namespace aws::region::dynamodb
