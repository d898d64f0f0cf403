// Which targets of a group requests go to: the healthy ones, or all of them when none is healthy (fail open). Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_health.h"

namespace aws::region::elbv2 {

struct RoutingCandidate {
  BalancedServer server;
  HealthState state = HealthState::kInitial;
};

std::vector<BalancedServer> healthy_targets(const std::vector<RoutingCandidate>& candidates);

// No target is healthy and at least one is known to be unhealthy. Targets that are all still initial get no requests:
// nothing is known of them yet.
bool fails_open(const std::vector<RoutingCandidate>& candidates);

// Draining and unused targets are never in it.
std::vector<BalancedServer> routing_set(const std::vector<RoutingCandidate>& candidates);

// A target's name in the data plane: "i-0123456789abcdef0:80".
std::string server_name(const Target& target);

// A target group's name in the data plane: "my-targets.0123456789abcdef".
std::string routing_name(std::string_view target_group_arn);

}  // namespace aws::region::elbv2
