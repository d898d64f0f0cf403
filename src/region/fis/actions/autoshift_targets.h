// What a zonal autoshift is for, among the resources that an experiment aims at.
// https://docs.aws.amazon.com/fis/latest/userguide/fis-actions-reference.html#fis-actions-recovery
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "region/fis/actions/action.h"

namespace aws::region::fis {

bool is_shiftable_type(std::string_view text);    // "ALB"
bool is_autoshift_status(std::string_view text);  // "ENABLED", "DISABLED", "ANY"

// Those of the types and with the statuses that the task's parameters name: of any type, and that take part in
// autoshifts, unless said.
std::vector<std::string> autoshift_targets(const Task& task, const ZonalShifts& shifts);

}  // namespace aws::region::fis
