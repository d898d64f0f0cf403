// A report as a page: one file that needs no network and no script, in the light or dark of whoever reads it.
#pragma once

#include <string>

#include "scenario/report/report.h"

namespace aws::scenario {

std::string to_html(const Report& report);

}  // namespace aws::scenario
