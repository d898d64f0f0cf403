#include "region/adapters/zonalshift_ports.h"

#include <algorithm>

#include "region/ec2/network/default_vpc.h"

namespace aws::region {

std::vector<zonalshift::ManagedResource> ZonalShiftResources::all() const {
  std::vector<zonalshift::ManagedResource> resources;
  for (const auto& load_balancer : elbv2_.load_balancers_that_can_be_shifted()) {
    zonalshift::ManagedResource resource{.arn = load_balancer.arn, .name = load_balancer.settings.name};
    for (const auto& subnet : load_balancer.settings.subnets) resource.zones.push_back(ec2::zone_id_of(subnet.zone));
    std::ranges::sort(resource.zones);
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::optional<zonalshift::ManagedResource> ZonalShiftResources::find(std::string_view arn) const {
  for (auto& resource : all()) {
    if (resource.arn == arn) return std::move(resource);
  }
  return std::nullopt;
}

bool ZonalShiftResources::is_zone(std::string_view id) const {
  return std::ranges::any_of(network_.zones(), [&](const ec2::Zone& zone) { return zone.id == id; });
}

void ZonalShiftResources::shift(const std::string& arn, const std::string& away_from) {
  const auto& zones = network_.zones();
  const auto found = std::ranges::find(zones, away_from, &ec2::Zone::id);
  elbv2_.shift(arn, found == zones.end() ? "" : found->name);
}

}  // namespace aws::region
