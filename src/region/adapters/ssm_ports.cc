#include "region/adapters/ssm_ports.h"

#include <algorithm>

#include "base/text/timestamp.h"

namespace aws::region {
namespace {

// ip-127-31-0-5.us-west-2.compute.internal
std::string computer_name(std::string address, const std::string& region) {
  std::replace(address.begin(), address.end(), '.', '-');
  return "ip-" + address + "." + region + ".compute.internal";
}

ssm::ScriptResult::Outcome outcome_of(ec2::ScriptResult::Outcome outcome) {
  switch (outcome) {
    case ec2::ScriptResult::Outcome::kExited:
      return ssm::ScriptResult::Outcome::kExited;
    case ec2::ScriptResult::Outcome::kTimedOut:
      return ssm::ScriptResult::Outcome::kTimedOut;
    case ec2::ScriptResult::Outcome::kLost:
      break;
  }
  return ssm::ScriptResult::Outcome::kLost;
}

}  // namespace

ssm::Node SsmInstances::node_of(const ec2::Instance& instance) const {
  return {.instance_id = instance.id,
          .private_ip = instance.address,
          .computer_name = computer_name(instance.address, parts_.place.region),
          .booted = instance.booted};
}

std::vector<ssm::Node> SsmInstances::running() const {
  std::vector<ssm::Node> nodes;
  for (const auto& [id, instance] : parts_.instances.all()) {
    if (instance.is(ec2::instance_state::kRunning)) nodes.push_back(node_of(instance));
  }
  return nodes;
}

std::optional<ssm::Node> SsmInstances::find(std::string_view instance_id) const {
  const ec2::Instance* instance = parts_.instances.find(instance_id);
  if (instance == nullptr || !instance->is(ec2::instance_state::kRunning)) return std::nullopt;
  return node_of(*instance);
}

bool SsmInstances::may(const std::string& instance_id, std::string_view action) const {
  const ec2::Instance* instance = parts_.instances.find(instance_id);
  if (instance == nullptr || !instance->association) return false;
  const auto changed = from_milliseconds(std::max(instance->booted_at, instance->association->changed_at));
  if (parts_.clock.now() - changed < parts_.faults.delays().agent) return false;
  const iam::RoleCredentials credentials = parts_.roles.credentials(instance->association->profile_arn, instance_id);
  const auto identity = parts_.identities.find(credentials.access_key_id);
  return identity && parts_.permissions.decide(identity->principal, action, "*") == iam::Decision::kAllowed;
}

void SsmInstances::run_script(const ssm::Script& script, std::function<void(ssm::ScriptResult)> done) {
  const ec2::Script order{.instance_id = script.instance_id,
                          .name = script.name,
                          .text = script.text,
                          .working_directory = script.working_directory,
                          .timeout = script.timeout};
  const bool started = parts_.instances.run_script(order, [done](const ec2::ScriptResult& result) {
    done({.outcome = outcome_of(result.outcome),
          .exit_status = result.exit_status,
          .output = result.output,
          .errors = result.errors});
  });
  if (!started) done({});
}

// On the way's far end, where the instance is known by its role's session.
std::shared_ptr<const void> SsmInstances::slow(const std::string& instance_id, const ssm::SlowCalls& calls) {
  const auto id = parts_.faults.add(chaos::Rule{.trouble = chaos::Trouble::kSlow,
                                                .share = 1,
                                                .operations = calls.service + ".*",
                                                .callers = "assumed-role/*/" + instance_id,
                                                .by = calls.by,
                                                .jitter = calls.jitter});
  return {&parts_.faults, [id](chaos::Faults* faults) { faults->remove(id); }};
}

std::vector<ssm::NamedImage> SsmImages::all() const {
  std::vector<ssm::NamedImage> named;
  for (const auto& image : shelf_.all()) {
    named.push_back({image.name, image.id, text::parse_timestamp(image.created).value_or(Timestamp())});
  }
  return named;
}

}  // namespace aws::region
