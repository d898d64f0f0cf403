// Which targets of a group requests go to: the healthy ones, or all of them when none is healthy (fail open). Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_health.h"

namespace aws::region::elbv2 {

struct RoutingCandidate {
  BalancedServer server;
  HealthState state = HealthState::kInitial;
  std::string zone;
};

std::vector<BalancedServer> healthy_targets(const std::vector<RoutingCandidate>& candidates);

// No target is healthy and at least one is known to be unhealthy. Targets that are all still initial get no requests:
// nothing is known of them yet.
bool fails_open(const std::vector<RoutingCandidate>& candidates);

// Draining and unused targets are never in it.
std::vector<BalancedServer> routing_set(const std::vector<RoutingCandidate>& candidates);

// Those of each zone, where every zone sends to its own targets only. A zone without a healthy target has none while
// another has one; where no zone has one, each fails open.
std::map<std::string, std::vector<BalancedServer>> routing_sets(const std::vector<RoutingCandidate>& candidates);

// Without those of the zone that the load balancer is shifted away from; all of them when no other zone has a healthy
// target, for then the shift has no effect. "": it is shifted away from none.
// https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.resource-types.html
std::vector<RoutingCandidate> shifted_away(std::vector<RoutingCandidate> candidates, std::string_view zone);

// A target's name in the data plane: "i-0123456789abcdef0:80".
std::string server_name(const Target& target);

// A target group's name in the data plane: "my-targets.0123456789abcdef". Where its zones are apart, each goes by a
// name of its own, "my-targets.0123456789abcdef.us-west-2a".
std::string routing_name(std::string_view target_group_arn);
std::string routing_name(std::string_view target_group_arn, std::string_view zone);
std::string_view group_name(std::string_view routing_name);  // "my-targets"
std::string_view without_zone(std::string_view routing_name);

// The names that a group goes by: its own, or one for each of its zones.
struct NamedGroup {
  std::vector<std::string> names;
  int weight = 1;
};

// In shares as the groups' weights are to each other, every name of a group getting the same.
std::vector<WeightedGroup> share_out(const std::vector<NamedGroup>& groups);

// Requests in flight to a target, in whichever way they went.
int requests_to(std::string_view target_group_arn, const Target& target, const RequestCounts& counts);

}  // namespace aws::region::elbv2
