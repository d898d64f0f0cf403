#include "scenario/report/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "scenario/report/json.h"

namespace aws::scenario {

void write_report(const std::filesystem::path& file, const Report& report) {
  std::ofstream out(file);
  if (!(out << to_json(report) << std::endl)) {
    throw Error("ReportNotWritten", fmt::format("{}: {}", file.string(), std::strerror(errno)));
  }
}

}  // namespace aws::scenario
