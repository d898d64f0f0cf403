#include "region/elbv2/targets/routing.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string server_name(const Target& target) { return fmt::format("{}:{}", target.id, target.port); }

std::string routing_name(std::string_view target_group_arn) {
  constexpr std::string_view kMarker = "targetgroup/";
  const auto found = target_group_arn.find(kMarker);
  if (found != std::string_view::npos) target_group_arn.remove_prefix(found + kMarker.size());
  std::string name(target_group_arn);
  std::ranges::replace(name, '/', '.');
  return name;
}

}  // namespace aws::region::elbv2
