// What a run has shown, stage by stage, and when: the data of a report. What it looks like is in the files beside this
// one. All moments are seconds since the run's start.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "scenario/report/observation.h"

namespace aws::scenario {

// Something that the program did to the service.
struct Change {
  double at = 0;
  std::string what;  // "instance i-1 terminated"
};

// What had to hold all through a stage, and whether it did.
struct SteadyVerdict {
  std::string words;
  bool held = false;
};

struct StageResult {
  std::string name;
  bool ok = false;
  std::string expected;
  std::string seen;
  double seconds = 0;
  double began = 0;
  std::vector<Change> changes;
  std::vector<Reply> replies;
  std::vector<Look> looks;
  std::optional<SteadyVerdict> steady;
};

// Of AWS's Fault Injection Service.
struct ExperimentResult {
  std::string id;
  std::string what;  // "us-west-2a goes dark"
  double from = 0, to = 0;
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
  std::vector<ExperimentResult> experiments;
  std::vector<PhaseResult> phases;
  std::vector<WaitResult> waits;  // the longest first
  double seconds = 0;
  Timestamp started;
  std::string region;
  std::string version;                    // of this program
  std::string command_line;               // as it was typed
  std::optional<std::string> error;       // what ended the run before its time
  std::optional<std::size_t> duplicates;  // things that were created more than once, where that was looked for

  // Every stage has shown what it must, nothing was created twice, and nothing ended the run.
  bool ok() const;
  std::size_t stages_right() const;
  std::string steady_verdict() const;  // "4 of 4 steady states held"; "" of a run without
  std::string verdict() const;         // "8 of 8 stages right", or of a run without stages "done" or "failed"
  CallCount calls() const;
};

// Those that were not answered with 200.
std::size_t failed(const std::vector<Reply>& replies);

}  // namespace aws::scenario
