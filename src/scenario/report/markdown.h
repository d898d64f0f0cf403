// A report as a comment on a pull request: the verdict, a line for each stage, and what it took.
#pragma once

#include <string>

#include "scenario/report/report.h"

namespace aws::scenario {

std::string to_markdown(const Report& report);

}  // namespace aws::scenario
