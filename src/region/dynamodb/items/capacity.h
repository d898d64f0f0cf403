// What an operation consumed, for requests that ask with ReturnConsumedCapacity.
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
#pragma once

#include <optional>
#include <string>

#include "contract/dynamodb.h"

namespace aws::region::dynamodb {

double write_units(std::size_t bytes);                           // one for each begun KB
double read_units(std::size_t bytes, bool strongly_consistent);  // one, or half of one, for each begun 4 KB

// Nothing unless `asked` is TOTAL or INDEXES.
std::optional<aws::dynamodb::ConsumedCapacity> consumed(const std::optional<std::string>& asked,
                                                        const std::string& table, double units);

}  // namespace aws::region::dynamodb
