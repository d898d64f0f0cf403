#include "scenario/report/table.h"

#include <fmt/format.h>

namespace aws::scenario {
namespace {

// Where the time went: what is left is work.
void show_waits(Console& console, const Report& report) {
  constexpr double kWorthALine = 0.1;
  constexpr std::size_t kColumns = 70;
  double all = 0;
  for (const auto& wait : report.waits) all += wait.seconds;
  console.line(fmt::format("{:.1f} s of it spent waiting:", all));
  for (const auto& wait : report.waits) {
    if (wait.seconds < kWorthALine) continue;
    const bool fits = wait.what.size() <= kColumns;
    console.line(
        fmt::format("    {:>5.1f} s for {}{}", wait.seconds, wait.what.substr(0, kColumns), fits ? "" : "..."));
  }
}

}  // namespace

void show_phase(Console& console, const PhaseResult& phase) {
  console.info(fmt::format("{}: {} API calls, {} repeated, {:.1f} s.", phase.name, phase.calls.made,
                           phase.calls.repeated, phase.seconds));
}

void show_table(Console& console, const Report& report) {
  for (const auto& stage : report.stages) {
    console.line(fmt::format("{:<20} {:<5} {:>7.1f} s\n    expected  {}\n    seen      {}", stage.name,
                             stage.ok ? "ok" : "WRONG", stage.seconds, stage.expected, stage.seen));
    if (!stage.steady) continue;
    console.line(fmt::format("    {:<9} {}", stage.steady->held ? "held" : "NOT HELD", stage.steady->words));
  }
  const CallCount calls = report.calls();
  console.line(fmt::format("\n{}, {:.1f} s in all", report.verdict(), report.seconds));
  if (const std::string steady = report.steady_verdict(); !steady.empty()) console.line(steady);
  console.line(fmt::format("{} API calls, {} repeated, {} things created twice", calls.made, calls.repeated,
                           report.duplicates.value_or(0)));
  show_waits(console, report);
  rule(console);
}

}  // namespace aws::scenario
