#include "region/ssm/nodes/managed_nodes.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <vector>

namespace aws::region::ssm {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kAction = "ssm:UpdateInstanceInformation";
constexpr Duration kHeartbeat = 5min;
constexpr Duration kRetry = 15s;  // while the agent is not heard
constexpr int kMissesToLose = 2;

}  // namespace

ManagedNodes::ManagedNodes(Store& store, Instances& instances, const Clock& clock, Timers& timers)
    : instances_(instances), clock_(clock), timers_(timers), registrations_(store, "ssm.node"), changes_(timers) {}

void ManagedNodes::start() {
  std::vector<std::string> known;
  for (const auto& [id, registration] : registrations_.all()) known.push_back(id);
  for (const Node& node : instances_.running()) known.push_back(node.instance_id);
  for (const std::string& id : known) instance_changed(id);
}

void ManagedNodes::instance_changed(const std::string& id) {
  const auto node = instances_.find(id);
  if (!node) return forget(id);
  if (!node->booted) {
    agents_.erase(id);  // rebooting: it stays listed, and its agent starts again with it
    return;
  }
  if (agents_.try_emplace(id).second) ping(id);
}

bool ManagedNodes::reachable(const std::string& id) const {
  const auto agent = agents_.find(id);
  if (agent == agents_.end() || !agent->second.heard) return false;
  const auto node = instances_.find(id);  // a reboot counts from the moment it is asked for
  return node && node->booted;
}

void ManagedNodes::ping(const std::string& id) {
  const auto node = instances_.find(id);
  if (!node || !node->booted) return instance_changed(id);
  Agent& agent = agents_[id];
  const bool heard_before = agent.heard;
  agent.heard = instances_.may(id, kAction);
  if (agent.heard) {
    agent.missed = 0;
    note_heard(*node);
  } else {
    note_missed(id, agent);
  }
  agent.next = timers_.after(interval(id), [this, id] { ping(id); });
  if (agent.heard && !heard_before) changes_.announce({id});
}

void ManagedNodes::note_heard(const Node& node) {
  const auto now = to_milliseconds(clock_.now());
  const Registration* known = registrations_.find(node.instance_id);
  if (known == nullptr) spdlog::info("ssm: {} is managed from now on", node.instance_id);
  registrations_.put(node.instance_id, {.instance_id = node.instance_id,
                                        .private_ip = node.private_ip,
                                        .computer_name = node.computer_name,
                                        .registered_ms = known != nullptr ? known->registered_ms : now,
                                        .last_ping_ms = now});
}

void ManagedNodes::note_missed(const std::string& id, Agent& agent) {
  const Registration* known = registrations_.find(id);
  if (known == nullptr || known->connection_lost || ++agent.missed < kMissesToLose) return;
  spdlog::info("ssm: {} is not heard any more: its role does not allow {}", id, kAction);
  Registration lost = *known;
  lost.connection_lost = true;
  registrations_.put(id, std::move(lost));
}

Duration ManagedNodes::interval(const std::string& id) const {
  const Registration* known = registrations_.find(id);
  return known == nullptr || known->connection_lost ? kRetry : kHeartbeat;
}

void ManagedNodes::forget(const std::string& id) {
  agents_.erase(id);
  if (!registrations_.contains(id)) return;
  registrations_.erase(id);
  changes_.announce({id});
}

}  // namespace aws::region::ssm
