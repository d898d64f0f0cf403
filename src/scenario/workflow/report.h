// What a run has shown, stage by stage: a table for the person, JSON for a program.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "scenario/console/console.h"

namespace aws::scenario {

struct StageResult {
  std::string name;
  bool ok = false;
  std::string expected;
  std::string seen;
  double seconds = 0;
};

struct CallCount {
  std::uint64_t made = 0;
  std::uint64_t repeated = 0;  // attempts beyond the first of a call
};

struct PhaseResult {
  std::string name;  // "deploy"
  CallCount calls;   // to AWS
  double seconds = 0;
};

struct WaitResult {
  std::string what;  // "the targets to be healthy"
  double seconds = 0;
};

struct Report {
  std::vector<StageResult> stages;
  std::vector<PhaseResult> phases;
  std::vector<WaitResult> waits;  // the longest first
  double seconds = 0;
  std::string region;
  std::optional<std::string> error;       // what ended the run before its time
  std::optional<std::size_t> duplicates;  // things that were created more than once, where that was looked for

  // Every stage has shown what it must, nothing was created twice, and nothing ended the run.
  bool ok() const;
};

std::string to_json(const Report& report);
// Throws aws::Error "ReportNotWritten".
void write_report(const std::filesystem::path& file, const Report& report);
void show_phase(Console& console, const PhaseResult& phase);
void show_table(Console& console, const Report& report);

}  // namespace aws::scenario
