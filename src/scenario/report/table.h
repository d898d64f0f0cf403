// A report as the person at the terminal sees it.
#pragma once

#include "scenario/console/console.h"
#include "scenario/report/report.h"

namespace aws::scenario {

void show_phase(Console& console, const PhaseResult& phase);
void show_table(Console& console, const Report& report);

}  // namespace aws::scenario
