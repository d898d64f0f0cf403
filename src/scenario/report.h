// What a run has shown, stage by stage: a table for the person, JSON for a program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenario/console.h"

namespace aws::scenario {

struct StageResult {
  std::string name;
  bool ok = false;
  std::string expected;
  std::string seen;
  double seconds = 0;
};

struct Report {
  std::vector<StageResult> stages;
  double seconds = 0;
  std::string region;
  std::optional<std::string> error;    // what ended the run before its time
  std::optional<std::uint64_t> calls;  // to AWS, where somebody has counted

  bool ok() const;  // every stage has shown what it must, and nothing ended the run
};

std::string to_json(const Report& report);
// Throws aws::Error "ReportNotWritten".
void write_report(const std::filesystem::path& file, const Report& report);
void show_table(Console& console, const Report& report);

}  // namespace aws::scenario
