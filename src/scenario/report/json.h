// A report for a program.
#pragma once

#include <string>

#include "scenario/report/report.h"

namespace aws::scenario {

std::string to_json(const Report& report);

}  // namespace aws::scenario
