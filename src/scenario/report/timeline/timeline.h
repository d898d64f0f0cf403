// The timeline of a report as a picture (SVG): on one axis the stages, what was changed, every answer of the service,
// and the health of each target. No mark is told from another by its colour alone. Its classes are those of the page's
// style.
#pragma once

#include <string>

#include "scenario/report/report.h"

namespace aws::scenario {

// Empty when there is no stage.
std::string timeline(const Report& report);

}  // namespace aws::scenario
