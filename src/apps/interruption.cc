#include "apps/interruption.h"

#include <fmt/format.h>

#include "scenario/names.h"

namespace aws::apps {
namespace {

void leave(const Options& options, const Connection& connection, scenario::Console& console) {
  if (connection.own_region) {
    console.line("Everything was in this run's own region and ends with it.");
  } else {
    console.line(fmt::format("Left as it is. To delete all of it:\n\n        {} destroy\n", command_line(options)));
  }
}

// A run that nobody watches leaves nothing: nobody would come back for it. A phase on its own is somebody's to go on
// from.
bool wants_it_destroyed(const Options& options, Company company, scenario::Console& console) {
  if (options.command == Command::kDestroy) return false;
  if (company == Company::kNobody) return options.command == Command::kRun;
  return ask_yes_no(console, "Do you want to delete what has been created? Another Ctrl-C leaves it.");
}

}  // namespace

std::string command_line(const Options& options) {
  std::string command = "resilient-service";
  const auto add = [&](const char* option, const std::string& value) {
    command += fmt::format(" {} {}", option, value);
  };
  if (options.aws) command += " --aws";
  if (options.endpoint_url) add("--endpoint-url", *options.endpoint_url);
  if (options.region) add("--region", *options.region);
  if (options.profile) add("--profile", *options.profile);
  if (options.prefix != scenario::kDefaultPrefix) add("--prefix", options.prefix);
  return command;
}

void after_interrupt(const Options& options, const Connection& connection, Company company,
                     scenario::Workflow& workflow, scenario::Console& console) {
  console.line("\nInterrupted.");
  const bool creates = options.command == Command::kRun || options.command == Command::kDeploy;
  if (creates && !workflow.has_begun()) {
    console.line("Nothing has been created.");
    return;
  }
  try {
    if (wants_it_destroyed(options, company, console)) {
      if (!workflow.clean_up()) leave(options, connection, console);
      return;
    }
  } catch (const Interrupted&) {
    console.line("");
  }
  leave(options, connection, console);
}

void after_failure(const Options& options, const Connection& connection, const scenario::Report& report,
                   scenario::Console& console) {
  const bool creates_or_deletes = options.command != Command::kDemo;
  const bool all_deleted = !report.stages.empty() && report.stages.back().ok;
  if (creates_or_deletes && !all_deleted) leave(options, connection, console);
}

}  // namespace aws::apps
