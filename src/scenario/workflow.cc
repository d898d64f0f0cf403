#include "scenario/workflow.h"

#include <fmt/format.h>

#include "scenario/demo.h"
#include "scenario/deploy.h"
#include "scenario/destroy.h"
#include "scenario/texts.h"
#include "scenario/transcript.h"

namespace aws::scenario {
namespace {

Resources checked_resources(const ScenarioOptions& options) {
  if (options.group_size < 1) throw Error("InvalidOption", "--group-size must be at least 1");
  if (options.automatic && options.group_size < 2) {
    throw Error("InvalidOption",
                "--auto needs --group-size 2 or more: with one instance there is nothing to fall back on");
  }
  return read_resources(options.resources, options.port);
}

}  // namespace

Workflow::Workflow(const Surroundings& surroundings, const ScenarioOptions& options, const Names& names)
    : resources_(checked_resources(options)),
      scenario_(surroundings, options, names),
      steps_(steps(scenario_, resources_)),
      start_(surroundings.clock.uptime()) {
  report_.region = options.region;
}

// A phase ends early with an aws::Error: one line for the person, and the run knows.
template <class Phase>
bool Workflow::phase(const Phase& what) {
  bool ok = false;
  try {
    ok = what();
  } catch (const Error& error) {
    scenario_.console.line(error.what());
    report_.error = error.what();
  }
  report_.seconds = std::chrono::duration<double>(scenario_.waiting.clock().uptime() - start_).count();
  return ok;
}

bool Workflow::run() {
  const bool shown = deploy() && demo();
  const bool destroyed = destroy();
  if (scenario_.options.automatic) show_table(scenario_.console, report_);
  return shown && destroyed;
}

bool Workflow::deploy() {
  return phase([&] {
    scenario::deploy(scenario_, steps_);
    return true;
  });
}

bool Workflow::demo() {
  return phase([&] { return Demo(scenario_, resources_, report_).run(); });
}

bool Workflow::destroy() {
  scenario_.console.line(texts::kConclusion);
  if (!ask_yes_no(scenario_.console, "Do you want to clean up all demo resources?")) {
    scenario_.console.line(texts::kKept);
    rule(scenario_.console);
    return true;
  }
  return clean_up();
}

bool Workflow::clean_up() {
  return phase([&] {
    report_.stages.push_back(scenario::destroy(scenario_, steps_));
    rule(scenario_.console);
    if (!report_.stages.back().ok) return false;
    scenario_.console.line("Thanks for watching!");
    rule(scenario_.console);
    return true;
  });
}

bool Workflow::status() {
  return phase([&] {
    const auto things = existing(steps_);
    if (things.empty()) {
      scenario_.console.line("Nothing of the service exists.");
      return false;
    }
    scenario_.console.line("These exist:");
    for (const auto& thing : things) scenario_.console.line("        " + thing);
    const auto endpoint = scenario_.load_balancer.endpoint();
    if (endpoint) scenario_.console.line(fmt::format("The endpoint is {}", *endpoint));
    if (!scenario_.load_balancer.target_group_exists()) return true;
    for (const auto& target : scenario_.load_balancer.health(scenario_.load_balancer.target_group_arn())) {
      scenario_.console.line(describe(target));
    }
    return true;
  });
}

void hello(elbv2::Api& elbv2, Console& console) {
  console.line("Hello, Elastic Load Balancing! Let's list some of your load balancers:");
  const auto reply = elbv2.DescribeLoadBalancers({.PageSize = 10});
  for (const auto& balancer : reply.LoadBalancers) {
    console.line(fmt::format("        {}: {}", balancer.LoadBalancerName.value_or(""), balancer.DNSName.value_or("")));
  }
  if (reply.LoadBalancers.empty()) console.line("        There are none yet.");
}

}  // namespace aws::scenario
