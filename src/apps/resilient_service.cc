// The program: chooses where to work, hands the workflow what it needs, and turns what happens into an exit status.
#include <fmt/format.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>

#include "apps/connection.h"
#include "apps/image_command.h"
#include "apps/interruption.h"
#include "apps/options.h"
#include "apps/page_screen.h"
#include "apps/region_command.h"
#include "apps/visitor.h"
#include "apps/watching/tap_command.h"
#include "apps/watching/top_command.h"
#include "base/error.h"
#include "base/system_clock.h"
#include "scenario/console/terminal_console.h"
#include "scenario/report/file.h"
#include "scenario/workflow/logs.h"
#include "scenario/workflow/workflow.h"

namespace aws::apps {
namespace {

using namespace std::chrono_literals;

constexpr int kDone = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kInterrupted = 130;

void log_to_standard_error(const std::string& level) {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("resilient-service"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  spdlog::set_level(spdlog::level::from_str(level));
}

bool only_looks(Command command) {
  return command == Command::kStatus || command == Command::kHello || command == Command::kLogs;
}

// Where no person can answer, nothing is asked. Money is never spent unasked, so that with --aws it must be said.
Company company(const Options& options) {
  if (options.automatic) return Company::kNobody;
  if (options.ui) return Company::kPerson;  // who may be at the page
  if (isatty(STDIN_FILENO) != 0) return Company::kPerson;
  if (options.aws && !only_looks(options.command)) {
    throw UsageError("--aws without a terminal to ask at: add --auto if you mean it");
  }
  return Company::kNobody;
}

// Who creates nothing needs no files.
bool needs_resources(Command command) {
  return command == Command::kRun || command == Command::kDeploy || command == Command::kDemo;
}

// Beside the program or above it: in the tree that it was built in, or where it was installed.
std::filesystem::path resource_folder(const Options& options) {
  if (!needs_resources(options.command)) return "";
  if (options.resources) return *options.resources;
  for (auto folder = program_folder(); folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* place : {"resources", "share/resilient-service"}) {
      if (exists(folder / place / "recommendations.json")) return folder / place;
    }
  }
  return "resources";
}

// An embedded region changes state as fast as this machine works, AWS over minutes.
Duration between_looks(const Connection& connection) {
  if (!connection.embedded) return 5s;
  return std::chrono::duration_cast<Duration>(50ms * connection.speed);
}

scenario::ScenarioOptions scenario_options(const Options& options, const Connection& connection, Company company) {
  return {.port = options.port.value_or(connection.service_port),
          .group_size = options.group_size,
          .only_aws_stages = options.only_aws_stages,
          .instance_type = options.instance_type,
          .ami_parameter = options.ami_parameter,
          .resources = resource_folder(options),
          .automatic = company == Company::kNobody,
          .speed = connection.speed,
          .between_looks = between_looks(connection),
          .costs_money = options.aws,
          .command_line = command_line(options),
          .whereabouts = connection.whereabouts,
          .region = connection.clients->region()};
}

// Better said now than after the run whose report it was to be.
void check_report_file(const std::filesystem::path& file) {
  if (!std::ofstream(file, std::ios::app)) {
    throw Error("ReportNotWritten",
                fmt::format("cannot write the report to {}: name a file in a folder that exists and "
                            "is writable",
                            file.string()));
  }
}

void write_reports(const Options& options, scenario::Report report) {
  report.version = RESILIENT_SERVICE_VERSION;
  report.command_line = options.typed;
  for (const auto& file : options.reports) scenario::write_report(file, report);
}

// That nothing exists is an answer, not a failure.
bool tell_status(const Options& options, scenario::Workflow& workflow, scenario::Console& console) {
  const scenario::Status status = workflow.status();
  if (options.json) {
    console.line(to_json(status));
  } else {
    show(console, status);
  }
  return true;
}

bool carry_out(const Options& options, scenario::Workflow& workflow, scenario::Console& console) {
  switch (options.command) {
    case Command::kDeploy:
      return workflow.deploy();
    case Command::kDemo:
      return workflow.demo();
    case Command::kDestroy:
      return workflow.destroy();
    case Command::kStatus:
      return tell_status(options, workflow, console);
    default:
      return workflow.run();
  }
}

std::unique_ptr<PageScreen> second_screen(const Options& options, const Connection& connection) {
  if (!options.ui) return nullptr;
  if (connection.page_url.empty()) {
    throw Error("NoPage", "this region has no live page to show the workflow in: start it without --no-ui");
  }
  return std::make_unique<PageScreen>(connection.page_url);
}

client::Observers observers(scenario::CallCount& calls, scenario::Console& console) {
  return {.on_call =
              [&calls](const client::CallReport& report) {
                ++calls.made;
                calls.repeated += static_cast<std::uint64_t>(report.attempts - 1);
              },
          .on_retry =
              [&console](const client::RetryReport& report) {
                const auto what =
                    fmt::format("{} to be carried out; so far: {}", report.operation.name, report.error.what());
                console.waiting(what, report.elapsed);
              }};
}

// Its notes included, which say for example why a call was not repeated; the code only where there is no more.
std::string in_one_line(const Error& error) {
  const std::string line = error.what();
  return error.message().empty() ? line : line.substr(error.code().size() + std::string_view(": ").size());
}

int run(const Options& options) {
  for (const auto& file : options.reports) check_report_file(file);
  SystemClock::catch_interrupts();
  SystemClock clock;
  SystemRandom random;
  scenario::TerminalConsole console;
  Visitor visitor;
  scenario::CallCount calls;
  const Company here = company(options);  // refused, if nobody is, before anything else
  const scenario::Names names(options.prefix);
  const client::Surroundings surroundings{
      .clock = clock, .random = random, .environment = client::process_environment()};
  const Connection connection = connect(options, surroundings, observers(calls, console));
  const auto page = second_screen(options, connection);
  if (page) console.share_with(*page);
  Apis apis = connection.clients->apis();
  if (options.command == Command::kHello) {
    scenario::hello(apis.elbv2, console);
    return kDone;
  }
  if (options.command == Command::kLogs) {
    scenario::logs(apis.ec2, console, options.instance);
    return kDone;
  }

  scenario::Workflow workflow({.apis = apis,
                               .clock = clock,
                               .console = console,
                               .http = visitor,
                               .own_address = connection.on_this_machine ? scenario::fixed_address("127.0.0.1")
                                                                         : scenario::public_address(visitor),
                               .calls = [&calls] { return calls; }},
                              scenario_options(options, connection, here), names);
  int status = kDone;
  try {
    status = carry_out(options, workflow, console) ? kDone : kFailed;
    if (status == kFailed) after_failure(options, connection, workflow.report(), console);
  } catch (const Interrupted&) {
    status = kInterrupted;
    if (only_looks(options.command)) throw;
    after_interrupt(options, connection, here, workflow, console);
  }
  write_reports(options, workflow.report());
  return status;
}

int execute(const Options& options) {
  switch (options.command) {
    case Command::kRegion:
      run_region(options);
      return kDone;
    case Command::kImage:
      run_image(options);
      return kDone;
    case Command::kTop:
      run_top(options);
      return kDone;
    case Command::kTap:
      run_tap(options);
    default:
      return run(options);
  }
}

// To standard error, which may have no reader.
void complain(const std::string& text) { std::fputs(fmt::format("resilient-service: {}\n", text).c_str(), stderr); }

int main(int argc, char** argv) {
  try {
    const auto options = parse_options(argc, argv);
    if (!options) return kDone;
    log_to_standard_error(options->log_level);
    return execute(*options);
  } catch (const UsageError& error) {
    complain(fmt::format("{}; see --help", error.what()));
    return kWrongUsage;
  } catch (const Interrupted& interruption) {
    if (interruption.signal != SIGPIPE) complain("interrupted");  // whoever has read enough knows
    return kInterrupted;
  } catch (const Error& error) {
    complain(in_one_line(error));
    return kFailed;
  } catch (const std::exception& error) {
    complain(error.what());
    return kFailed;
  }
}

}  // namespace
}  // namespace aws::apps

int main(int argc, char** argv) { return aws::apps::main(argc, argv); }
