// SPDX-License-Identifier: Apache-2.0
#include "scenario/workflow/workflow.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/report/table.h"
#include "scenario/texts.h"
#include "scenario/workflow/demo.h"
#include "scenario/workflow/deploy.h"
#include "scenario/workflow/destroy.h"

namespace aws::scenario {
namespace {

Resources checked_resources(const ScenarioOptions& options, const Names& names) {
  if (options.group_size < 1) throw Error("InvalidOption", "--group-size must be at least 1");
  if (options.automatic && options.group_size < 2) {
    throw Error("InvalidOption",
                "--auto needs --group-size 2 or more: with one instance there is nothing to fall back on");
  }
  return options.resources.empty() ? Resources() : read_resources(options.resources, options.port, names);
}

std::vector<WaitResult> waits(const Waiting& waiting) {
  std::vector<WaitResult> results;
  for (const auto& [what, time] : waiting.spent())
    results.push_back({what, std::chrono::duration<double>(time).count()});
  std::ranges::stable_sort(results, std::greater(), &WaitResult::seconds);
  return results;
}

}  // namespace

Workflow::Workflow(const Surroundings& surroundings, const ScenarioOptions& options, const Names& names)
    : resources_(checked_resources(options, names)),
      scenario_(surroundings, options, names),
      steps_(steps(scenario_, resources_)),
      calls_(surroundings.calls) {
  report_.region = options.region;
  report_.started = surroundings.clock.now();
}

// A phase ends early with an aws::Error: one line for the person, and the run knows.
template <class Phase>
bool Workflow::phase(const char* name, const Phase& what) {
  const double began = scenario_.elapsed();
  const CallCount before = calls_();
  bool ok = false;
  begun_ = true;
  try {
    ok = what();
  } catch (const Error& error) {
    scenario_.console.line(error.what());
    report_.error = error.what();
  } catch (const Interrupted&) {
    report_.error = "interrupted";
    throw;
  }
  const CallCount after = calls_();
  report_.phases.push_back({.name = name,
                            .calls = {after.made - before.made, after.repeated - before.repeated},
                            .seconds = scenario_.elapsed() - began});
  report_.waits = waits(scenario_.waiting);
  report_.seconds = scenario_.elapsed();
  show_phase(scenario_.console, report_.phases.back());
  return ok;
}

bool Workflow::run() {
  if (!introduce(scenario_)) return true;
  const bool shown = create() && demo();
  const bool destroyed = conclude();
  if (scenario_.options.automatic) show_table(scenario_.console, report_);
  return shown && destroyed;
}

bool Workflow::deploy() { return introduce(scenario_) ? create() : true; }

bool Workflow::create() {
  const bool created = phase("deploy", [&] {
    scenario::deploy(scenario_, steps_);
    return true;
  });
  if (!created || !scenario_.options.automatic) return created;
  return phase("look for duplicates", [&] {
    report_.duplicates = duplicates(steps_);
    return report_.duplicates == 0;
  });
}

bool Workflow::demo() {
  return phase("demo", [&] { return Demo(scenario_, resources_, report_).run(); });
}

bool Workflow::destroy() {
  if (!scenario_.options.whereabouts.empty()) scenario_.console.info(scenario_.options.whereabouts);
  return conclude();
}

bool Workflow::conclude() {
  scenario_.console.line(texts::kConclusion);
  if (!ask_yes_no(scenario_.console, "Do you want to clean up all demo resources?")) {
    scenario_.console.line(texts::kept(scenario_.options.command_line));
    rule(scenario_.console);
    return true;
  }
  return clean_up();
}

bool Workflow::clean_up() {
  const bool destroyed = phase("destroy", [&] {
    report_.stages.push_back(scenario::destroy(scenario_, steps_));
    return report_.stages.back().ok;
  });
  rule(scenario_.console);
  if (!destroyed) return false;
  scenario_.console.line("Thanks for watching!");
  rule(scenario_.console);
  return true;
}

Status Workflow::status() { return look(scenario_, steps_); }

// snippet-start:[cpp.example_code.elbv2.Hello]
void hello(elbv2::Api& elbv2, Console& console) {
  console.line("Hello, Elastic Load Balancing! Let's list some of your load balancers:");
  const auto reply = elbv2.DescribeLoadBalancers({.PageSize = 10});
  for (const auto& balancer : reply.LoadBalancers) {
    console.line(fmt::format("        {}: {}", balancer.LoadBalancerName.value_or(""), balancer.DNSName.value_or("")));
  }
  if (reply.LoadBalancers.empty()) console.line("        There are none yet.");
}
// snippet-end:[cpp.example_code.elbv2.Hello]

}  // namespace aws::scenario
