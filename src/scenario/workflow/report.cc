#include "scenario/workflow/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"

namespace aws::scenario {
namespace {

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string to_json(const StageResult& stage) {
  return fmt::format(R"({{"name": {}, "ok": {}, "expected": {}, "seen": {}, "seconds": {:.3f}}})",
                     json_text(stage.name), stage.ok, json_text(stage.expected), json_text(stage.seen), stage.seconds);
}

std::string to_json(const PhaseResult& phase) {
  return fmt::format(R"({{"name": {}, "calls": {}, "retries": {}, "seconds": {:.3f}}})", json_text(phase.name),
                     phase.calls.made, phase.calls.repeated, phase.seconds);
}

std::string to_json(const WaitResult& wait) {
  return fmt::format(R"({{"for": {}, "seconds": {:.3f}}})", json_text(wait.what), wait.seconds);
}

template <class Result>
std::string to_json(const std::vector<Result>& results) {
  std::vector<std::string> lines;
  for (const auto& result : results) lines.push_back("\n    " + to_json(result));
  return fmt::format("[{}]", fmt::join(lines, ","));
}

CallCount sum(const std::vector<PhaseResult>& phases) {
  CallCount all;
  for (const auto& phase : phases) {
    all.made += phase.calls.made;
    all.repeated += phase.calls.repeated;
  }
  return all;
}

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

bool Report::ok() const {
  if (error || duplicates.value_or(0) > 0 || (stages.empty() && phases.empty())) return false;
  return std::all_of(stages.begin(), stages.end(), [](const StageResult& stage) { return stage.ok; });
}

std::string to_json(const Report& report) {
  const CallCount calls = sum(report.phases);
  std::string members = fmt::format(R"("ok": {},
  "seconds": {:.3f},
  "region": {},
  "calls": {},
  "retries": {})",
                                    report.ok(), report.seconds, json_text(report.region), calls.made, calls.repeated);
  if (report.duplicates) members += fmt::format(",\n  \"duplicates\": {}", *report.duplicates);
  if (report.error) members += fmt::format(",\n  \"error\": {}", json_text(*report.error));
  return fmt::format("{{\n  {},\n  \"phases\": {},\n  \"waits\": {},\n  \"stages\": {}\n}}", members,
                     to_json(report.phases), to_json(report.waits), to_json(report.stages));
}

void write_report(const std::filesystem::path& file, const Report& report) {
  std::ofstream out(file);
  if (!(out << to_json(report) << std::endl)) {
    throw Error("ReportNotWritten", fmt::format("{}: {}", file.string(), std::strerror(errno)));
  }
}

void show_phase(Console& console, const PhaseResult& phase) {
  console.info(fmt::format("{}: {} API calls, {} repeated, {:.1f} s.", phase.name, phase.calls.made,
                           phase.calls.repeated, phase.seconds));
}

void show_table(Console& console, const Report& report) {
  for (const auto& stage : report.stages) {
    console.line(fmt::format("{:<20} {:<5} {:>7.1f} s\n    expected  {}\n    seen      {}", stage.name,
                             stage.ok ? "ok" : "WRONG", stage.seconds, stage.expected, stage.seen));
  }
  const auto right =
      std::count_if(report.stages.begin(), report.stages.end(), [](const auto& stage) { return stage.ok; });
  const CallCount calls = sum(report.phases);
  console.line(fmt::format("\n{} of {} stages right, {:.1f} s in all", right, report.stages.size(), report.seconds));
  console.line(fmt::format("{} API calls, {} repeated, {} things created twice", calls.made, calls.repeated,
                           report.duplicates.value_or(0)));
  show_waits(console, report);
  rule(console);
}

}  // namespace aws::scenario
