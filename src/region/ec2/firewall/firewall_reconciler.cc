#include "region/ec2/firewall/firewall_reconciler.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace aws::region::ec2 {
namespace {

constexpr auto kRetryAfter = std::chrono::seconds(1);

}  // namespace

FirewallReconciler::FirewallReconciler(const InstanceStore& instances, const SecurityGroups& groups, Firewall& firewall,
                                       Timers& timers)
    : instances_(instances), groups_(groups), firewall_(firewall), timers_(timers), turns_(timers) {}

void FirewallReconciler::changed() {
  turns_.take("reconcile", [this] { reconcile(); });
}

void FirewallReconciler::settle(std::function<void()> done) {
  waiting_.push_back(std::move(done));
  reconcile();
}

void FirewallReconciler::disrupt(const std::string& name, Disruption disruption) {
  disruptions_[name] = std::move(disruption);
  changed();
}

void FirewallReconciler::end_disruption(const std::string& name) {
  if (disruptions_.erase(name) > 0) changed();
}

std::vector<FirewallRule> FirewallReconciler::rules_of(const SecurityGroup& group) const {
  std::vector<FirewallRule> rules;
  for (const auto& rule : group.rules) {
    const bool readable = read_ && !rule.ipv4_block.empty();
    for (const auto& block : readable ? read_(group.vpc_id, rule.ipv4_block) : std::vector{rule.ipv4_block}) {
      rules.push_back({.egress = rule.egress,
                       .protocol = rule.protocol,
                       .from_port = rule.from_port.value_or(-1),
                       .to_port = rule.to_port.value_or(-1),
                       .block = block,
                       .group_id = rule.group_id});
    }
  }
  return rules;
}

FirewallState FirewallReconciler::desired() const {
  FirewallState state;
  for (const auto& [id, instance] : instances_.all()) {
    if (instance.is(instance_state::kTerminated)) continue;
    auto& interface = state.interfaces.emplace_back(
        FirewallInterface{.address = instance.address, .group_ids = instance.security_group_ids});
    if (ways_out_ && firewall_.leads_out()) interface.ways_out = ways_out_(instance);
  }
  if (others_) {
    for (auto& interface : others_()) state.interfaces.push_back(std::move(interface));
  }
  for (const auto& [id, group] : groups_.all()) state.groups[id] = rules_of(group);
  for (const auto& [name, disruption] : disruptions_) state.disruptions.push_back(disruption);
  return state;
}

void FirewallReconciler::reconcile() {
  auto state = desired();
  if (!in_force_ || state != wanted_) {
    wanted_ = std::move(state);
    in_force_ = false;
    if (!busy_) apply();
    return;
  }
  for (const auto& done : std::exchange(waiting_, {})) done();
}

void FirewallReconciler::apply() {
  busy_ = true;
  under_way_ = wanted_;
  firewall_.apply(under_way_, [this](const std::string& error) { applied(error); });
}

void FirewallReconciler::applied(const std::string& error) {
  busy_ = false;
  if (!error.empty()) {
    spdlog::error("ec2: the security groups cannot be enforced: {}", error);
    retry_ = timers_.after(kRetryAfter, [this] { reconcile(); });
    return;
  }
  if (under_way_ != wanted_) return apply();
  in_force_ = true;
  for (const auto& done : std::exchange(waiting_, {})) done();
}

}  // namespace aws::region::ec2
