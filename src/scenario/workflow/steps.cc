#include "scenario/workflow/steps.h"

#include <fmt/format.h>

#include <set>

#include "scenario/endpoint_check.h"
#include "scenario/texts.h"

namespace aws::scenario {
namespace {

void set_parameters(Scenario& s) {
  s.console.line(texts::kParameters);
  s.parameters.reset(s.table.name());
  rule(s.console);
}

void create_table(Scenario& s, const Resources& resources) {
  s.console.line(fmt::format("Creating and populating a DynamoDB table named '{}'.", s.table.name()));
  s.table.create();
  s.table.populate(resources.recommendations, resources.recommendations_file.string());
  rule(s.console);
}

void create_profile(Scenario& s, const Resources& resources) {
  s.console.line(texts::launch_template(resources.startup_script_file.string(), s.options.port));
  // Experiments reach into instances by Systems Manager.
  std::vector<std::string> managed;
  if (!s.options.only_aws_stages) managed.emplace_back(kSystemsManagerPolicy);
  s.profile.create(resources.instance_policy, managed);
  rule(s.console);
}

void create_launch_template(Scenario& s, const Resources& resources) {
  s.launch_template.create({.instance_type = s.options.instance_type,
                            .ami_parameter = s.options.ami_parameter,
                            .profile = s.profile.name(),
                            .user_data = resources.user_data});
  rule(s.console);
}

void create_group(Scenario& s) {
  s.console.line(texts::auto_scaling_group(s.options.group_size));
  s.auto_scaler.create(s.launch_template.name(), s.vpc.zones(), s.options.group_size);
  rule(s.console);
  s.console.line(texts::kInstancesCreated);
  if (s.options.costs_money) s.console.line(texts::kInTheConsole);
  rule(s.console);
  press_enter(s.console, "continue");
}

void create_target_group(Scenario& s) {
  s.console.line(texts::kLoadBalancing);
  s.console.info(fmt::format("Found {} subnets for the specified zones.", s.vpc.subnets().size()));
  s.load_balancer.create_target_group(s.vpc.id(), s.options.port);
}

void create_load_balancer(Scenario& s) {
  s.load_balancer.create(s.vpc.subnets());
  s.load_balancer.wait_until_available();
  s.load_balancer.create_listener();
  s.auto_scaler.attach_target_group(s.load_balancer.target_group_arn());
  s.console.info(fmt::format("Attached load balancer target group {} to auto scaling group {}.",
                             s.load_balancer.target_group(), s.auto_scaler.name()));
  rule(s.console);
}

// For a step's `existing`: the thing's name, if it is there.
auto listed(std::string thing, std::function<bool()> exists) {
  return [thing = std::move(thing), exists = std::move(exists)] {
    return exists() ? std::vector<std::string>{thing} : std::vector<std::string>();
  };
}

std::vector<std::string> existing_parameters(Scenario& s) {
  auto found = s.parameters.existing();
  for (auto& name : found) name.insert(0, "parameter ");
  return found;
}

// Other deployments are reached by the same rule, so the last one to go takes it back. That is known for certain only
// after this one's load balancer has gone: of two that go at once, the later sees no other.
std::set<std::string> other_deployments(Scenario& s) {
  auto all = s.load_balancer.deployments();
  all.erase(s.prefix);
  return all;
}

void close_port(Scenario& s) {
  if (s.security_group.existing_rules().empty()) return;
  const auto others = other_deployments(s);
  if (others.empty()) return s.security_group.destroy_rules();
  s.console.info(
      fmt::format("Kept the security group rule, which the deployment with --prefix {} needs.", *others.begin()));
}

std::vector<std::string> existing_rules(Scenario& s) {
  auto rules = s.security_group.existing_rules();
  if (rules.empty() || s.load_balancer.exists() || other_deployments(s).empty()) return rules;
  return {};  // it is theirs
}

// The role comes before all experiments and goes after them: without it nobody has to be asked for any.
void end_experiments(Scenario& s) {
  if (!s.experiment_role.exists()) return;
  s.experiments.destroy();
  s.experiment_role.destroy();
}

std::vector<std::string> existing_experiments(Scenario& s) {
  if (!s.experiment_role.exists()) return {};
  auto found = s.experiments.existing();
  found.push_back("role " + s.experiment_role.name());
  return found;
}

}  // namespace

std::vector<Step> steps(Scenario& s, const Resources& resources) {
  return {
      {.name = "the demo parameters",
       .action = [&] { set_parameters(s); },
       .undo = [&] { s.parameters.destroy(); },
       .existing = [&] { return existing_parameters(s); },
       .things = 3},
      {.name = "the recommendation table",
       .action = [&] { create_table(s, resources); },
       .undo = [&] { s.table.destroy(); },
       .existing = listed("table " + s.table.name(), [&] { return s.table.exists(); })},
      {.name = "the instance profile with bad credentials",
       .action = nullptr,
       .undo = [&] { s.bad_credentials.destroy(); },
       .existing = [&] { return s.bad_credentials.existing(); },
       .things = 0},
      {.name = "the instance profile",
       .action = [&] { create_profile(s, resources); },
       .undo = [&] { s.profile.destroy(); },
       .existing = [&] { return s.profile.existing(); },
       .things = 3},  // a policy, a role and the profile
      {.name = "the launch template",
       .action = [&] { create_launch_template(s, resources); },
       .undo = [&] { s.launch_template.destroy(); },
       .existing = listed("launch template " + s.launch_template.name(), [&] { return s.launch_template.exists(); })},
      {.name = "the Auto Scaling group",
       .action = [&] { create_group(s); },
       .undo = [&] { s.auto_scaler.destroy(); },
       .existing = [&] { return s.auto_scaler.existing(); },
       .things = 1 + static_cast<std::size_t>(s.options.group_size)},
      {.name = "the target group",
       .action = [&] { create_target_group(s); },
       .undo = [&] { s.load_balancer.destroy_target_group(); },
       .existing = listed("target group " + s.load_balancer.target_group(),
                          [&] { return s.load_balancer.target_group_exists(); })},
      {.name = "the security group rule",  // made for access to the endpoint, if at all
       .action = nullptr,
       .undo = [&] { close_port(s); },
       .existing = [&] { return existing_rules(s); }},
      {.name = "the load balancer",
       .action = [&] { create_load_balancer(s); },
       .undo = [&] { s.load_balancer.destroy(); },
       .existing = listed("load balancer " + s.load_balancer.name(), [&] { return s.load_balancer.exists(); })},
      {.name = "the experiments",  // the first to go, since they would go on without what they are about
       .action = nullptr,
       .undo = [&] { end_experiments(s); },
       .existing = [&] { return existing_experiments(s); },
       .things = 0},
      {.name = "access to the endpoint",
       .action = [&] { check_endpoint(s); },
       .undo = nullptr,
       .existing = [] { return std::vector<std::string>(); },
       .things = 0},
  };
}

}  // namespace aws::scenario
