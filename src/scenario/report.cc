#include "scenario/report.h"

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

}  // namespace

bool Report::ok() const {
  return !error && !stages.empty() &&
         std::all_of(stages.begin(), stages.end(), [](const StageResult& stage) { return stage.ok; });
}

std::string to_json(const Report& report) {
  std::vector<std::string> stages;
  for (const auto& stage : report.stages) stages.push_back("\n    " + to_json(stage));
  std::string members = fmt::format(R"("ok": {},
  "seconds": {:.3f},
  "region": {})",
                                    report.ok(), report.seconds, json_text(report.region));
  if (report.calls) members += fmt::format(",\n  \"calls\": {}", *report.calls);
  if (report.error) members += fmt::format(",\n  \"error\": {}", json_text(*report.error));
  return fmt::format("{{\n  {},\n  \"stages\": [{}]\n}}", members, fmt::join(stages, ","));
}

void write_report(const std::filesystem::path& file, const Report& report) {
  std::ofstream out(file);
  if (!(out << to_json(report) << std::endl)) {
    throw Error("ReportNotWritten", fmt::format("{}: {}", file.string(), std::strerror(errno)));
  }
}

void show_table(Console& console, const Report& report) {
  for (const auto& stage : report.stages) {
    console.line(fmt::format("{:<20} {:<5} {:>7.1f} s\n    expected  {}\n    seen      {}", stage.name,
                             stage.ok ? "ok" : "WRONG", stage.seconds, stage.expected, stage.seen));
  }
  const auto right =
      std::count_if(report.stages.begin(), report.stages.end(), [](const auto& stage) { return stage.ok; });
  console.line(fmt::format("\n{} of {} stages right, {:.1f} s in all", right, report.stages.size(), report.seconds));
  rule(console);
}

}  // namespace aws::scenario
