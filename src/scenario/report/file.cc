#include "scenario/report/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "scenario/report/html.h"
#include "scenario/report/json.h"
#include "scenario/report/markdown.h"

namespace aws::scenario {
namespace {

std::string as_its_name_says(const std::filesystem::path& file, const Report& report) {
  if (file.extension() == ".html") return to_html(report);
  if (file.extension() == ".md") return to_markdown(report);
  return to_json(report) + "\n";
}

}  // namespace

void write_report(const std::filesystem::path& file, const Report& report) {
  std::ofstream out(file);
  if (!(out << as_its_name_says(file, report) << std::flush)) {
    throw Error("ReportNotWritten", fmt::format("{}: {}", file.string(), std::strerror(errno)));
  }
}

}  // namespace aws::scenario
