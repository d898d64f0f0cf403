#include "region/ec2/access/public_ports.h"

#include <algorithm>
#include <map>
#include <set>

namespace aws::region::ec2 {
namespace {

constexpr int kCommonPorts[] = {22, 80, 443, 3000, 5000, 8000, 8080, 8081, 8443, 8888, 9000, 9090};
constexpr int kLastPort = 65535;

std::set<int> ports_of(const SecurityGroupRule& rule) {
  const bool all = rule.protocol == "-1" || !rule.from_port || *rule.from_port < 0;
  const int from = all ? 0 : *rule.from_port;
  const int to = all ? kLastPort : rule.to_port.value_or(from);
  std::set<int> ports;
  if (to - from < kWideRange) {
    for (int port = std::max(from, 1); port <= to; ++port) ports.insert(port);
  } else {
    std::ranges::copy_if(kCommonPorts, std::inserter(ports, ports.end()),
                         [&](int port) { return from <= port && port <= to; });
  }
  return ports;
}

}  // namespace

std::vector<PublicPort> public_ports(const Instance& instance, const SecurityGroups& groups) {
  std::map<int, std::set<std::string>> allowed;
  for (const auto& id : instance.security_group_ids) {
    const auto* group = groups.find(id);
    if (group == nullptr) continue;
    for (const auto& rule : group->rules) {
      const bool tcp = rule.protocol == "tcp" || rule.protocol == "-1";
      if (rule.egress || !tcp || rule.ipv4_block.empty()) continue;
      for (const int port : ports_of(rule)) allowed[port].insert(rule.ipv4_block);
    }
  }
  std::vector<PublicPort> ports;
  for (const auto& [port, blocks] : allowed) {
    ports.push_back({.public_address = instance.public_address,
                     .address = instance.address,
                     .port = static_cast<std::uint16_t>(port),
                     .allowed = {blocks.begin(), blocks.end()}});
  }
  return ports;
}

PublicPorts::PublicPorts(const InstanceStore& instances, const SecurityGroups& groups, PublicAccess& access,
                         Timers& timers)
    : instances_(instances), groups_(groups), access_(access), turns_(timers) {}

void PublicPorts::changed() {
  turns_.take("reconcile", [this] { reconcile(); });
}

void PublicPorts::reconcile() {
  std::vector<PublicPort> wanted;
  for (const auto& [id, instance] : instances_.all()) {
    if (!instance.is(instance_state::kRunning) || !instance.has_public_address) continue;
    std::ranges::move(public_ports(instance, groups_), std::back_inserter(wanted));
  }
  if (wanted == open_) return;
  access_.open(wanted);
  open_ = std::move(wanted);
}

}  // namespace aws::region::ec2
