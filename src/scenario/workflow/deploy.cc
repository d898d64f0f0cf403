#include "scenario/workflow/deploy.h"

#include <fmt/format.h>

#include "scenario/texts.h"

namespace aws::scenario {
namespace {

constexpr std::size_t kFewestZones = 2;  // of a load balancer

// What is needed and not created, before anything is.
void check_surroundings(Scenario& s) {
  const auto& subnets = s.vpc.subnets();
  if (subnets.size() < kFewestZones) {
    throw Error("NoSubnets",
                fmt::format("the default VPC {} has a default subnet in {} of the Availability Zones, and a load "
                            "balancer needs two; `aws ec2 create-default-subnet` makes one",
                            s.vpc.id(), subnets.size()));
  }
}

}  // namespace

bool introduce(Scenario& s) {
  rule(s.console);
  s.console.line("Welcome to the demonstration of How to Build and Manage a Resilient Service!");
  rule(s.console);
  if (!s.options.whereabouts.empty()) s.console.info(s.options.whereabouts);
  s.console.line(texts::kIntroduction);
  rule(s.console);
  if (!s.options.costs_money) {
    press_enter(s.console, "start deploying resources");
    return true;
  }
  s.console.line(texts::bill(s.options.group_size, s.options.instance_type, !s.options.only_aws_stages));
  if (ask_yes_no(s.console, "Do you want to create these resources in your account?")) return true;
  s.console.line("Nothing has been created.");
  return false;
}

void deploy(Scenario& s, const std::vector<Step>& steps) {
  check_surroundings(s);
  for (const Step& step : steps) {
    if (!step.action) continue;
    try {
      step.action();
    } catch (const Error& error) {
      throw error.with_note(fmt::format("while creating {}", step.name));
    }
  }
}

std::size_t duplicates(const std::vector<Step>& steps) {
  std::size_t count = 0;
  for (const Step& step : steps) {
    const std::size_t found = step.existing().size();
    if (found > step.things) count += found - step.things;
  }
  return count;
}

}  // namespace aws::scenario
