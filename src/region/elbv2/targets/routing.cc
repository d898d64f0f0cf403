#include "region/elbv2/targets/routing.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <numeric>

namespace aws::region::elbv2 {
namespace {

bool any(const std::vector<RoutingCandidate>& candidates, HealthState state) {
  return std::ranges::any_of(candidates, [&](const auto& candidate) { return candidate.state == state; });
}

}  // namespace

std::vector<BalancedServer> healthy_targets(const std::vector<RoutingCandidate>& candidates) {
  std::vector<BalancedServer> servers;
  for (const auto& candidate : candidates) {
    if (candidate.state == HealthState::kHealthy) servers.push_back(candidate.server);
  }
  return servers;
}

bool fails_open(const std::vector<RoutingCandidate>& candidates) {
  return !any(candidates, HealthState::kHealthy) && any(candidates, HealthState::kUnhealthy);
}

std::vector<BalancedServer> routing_set(const std::vector<RoutingCandidate>& candidates) {
  if (!fails_open(candidates)) return healthy_targets(candidates);
  std::vector<BalancedServer> servers;
  for (const auto& candidate : candidates) {
    const bool in_service = candidate.state == HealthState::kUnhealthy || candidate.state == HealthState::kInitial;
    if (in_service) servers.push_back(candidate.server);
  }
  return servers;
}

std::map<std::string, std::vector<BalancedServer>> routing_sets(const std::vector<RoutingCandidate>& candidates) {
  std::map<std::string, std::vector<RoutingCandidate>> zones;
  for (const auto& candidate : candidates) zones[candidate.zone].push_back(candidate);
  const bool all_open = fails_open(candidates);
  std::map<std::string, std::vector<BalancedServer>> sets;
  for (const auto& [zone, within] : zones) {
    auto servers = all_open ? routing_set(within) : healthy_targets(within);
    if (!servers.empty()) sets[zone] = std::move(servers);
  }
  return sets;
}

std::vector<RoutingCandidate> shifted_away(std::vector<RoutingCandidate> candidates, std::string_view zone) {
  if (zone.empty()) return candidates;
  const auto elsewhere = [&](const RoutingCandidate& candidate) { return candidate.zone != zone; };
  const bool possible = std::ranges::any_of(candidates, [&](const auto& candidate) {
    return elsewhere(candidate) && candidate.state == HealthState::kHealthy;
  });
  if (possible) std::erase_if(candidates, std::not_fn(elsewhere));
  return candidates;
}

std::string server_name(const Target& target) { return fmt::format("{}:{}", target.id, target.port); }

std::string routing_name(std::string_view target_group_arn) {
  constexpr std::string_view kMarker = "targetgroup/";
  const auto found = target_group_arn.find(kMarker);
  if (found != std::string_view::npos) target_group_arn.remove_prefix(found + kMarker.size());
  std::string name(target_group_arn);
  std::ranges::replace(name, '/', '.');
  return name;
}

std::string routing_name(std::string_view target_group_arn, std::string_view zone) {
  return fmt::format("{}.{}", routing_name(target_group_arn), zone);
}

// No name of a target group has a dot in it.
std::string_view group_name(std::string_view routing_name) { return routing_name.substr(0, routing_name.find('.')); }

std::string_view without_zone(std::string_view routing_name) {
  return routing_name.substr(0, routing_name.find('.', routing_name.find('.') + 1));
}

std::vector<WeightedGroup> share_out(const std::vector<NamedGroup>& groups) {
  int divisible = 1;  // by each group's number of names
  for (const auto& group : groups) divisible = std::lcm(divisible, static_cast<int>(group.names.size()));
  std::vector<WeightedGroup> shares;
  for (const auto& group : groups) {
    const int weight = group.weight * divisible / static_cast<int>(group.names.size());
    for (const auto& name : group.names) shares.push_back({.arn = name, .weight = weight});
  }
  return shares;
}

int requests_to(std::string_view target_group_arn, const Target& target, const RequestCounts& counts) {
  const auto group = routing_name(target_group_arn);
  int requests = 0;
  for (const auto& [name, servers] : counts) {
    const auto found = servers.find(server_name(target));
    if (without_zone(name) == group && found != servers.end()) requests += found->second;
  }
  return requests;
}

}  // namespace aws::region::elbv2
