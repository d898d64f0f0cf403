#include "scenario/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fstream>

#include "base/error.h"

namespace aws::scenario {
namespace {

namespace json = boost::json;

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }

}  // namespace

bool Report::ok() const {
  return !error && !stages.empty() &&
         std::all_of(stages.begin(), stages.end(), [](const StageResult& stage) { return stage.ok; });
}

std::string to_json(const Report& report) {
  json::array stages;
  for (const auto& stage : report.stages) {
    stages.push_back(json::object{{"name", stage.name},
                                  {"ok", stage.ok},
                                  {"expected", stage.expected},
                                  {"seen", stage.seen},
                                  {"seconds", rounded(stage.seconds)}});
  }
  json::object result{{"ok", report.ok()}, {"seconds", rounded(report.seconds)}, {"region", report.region}};
  if (report.calls) result["calls"] = *report.calls;
  if (report.error) result["error"] = *report.error;
  result["stages"] = std::move(stages);
  return json::serialize(result);
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
