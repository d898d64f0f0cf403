#include <fmt/format.h>

#include <algorithm>

#include "region/elbv2/errors.h"
#include "region/elbv2/request_checks.h"
#include "region/elbv2/requests.h"

namespace aws::region::elbv2 {

void require_ipv4(const std::optional<std::string>& ip_address_type) {
  if (ip_address_type.value_or("ipv4") == "ipv4") return;
  throw validation_error(
      fmt::format("IP address type '{}' is not supported by this region: its network is ipv4", *ip_address_type));
}

std::vector<std::string> subnet_ids(const std::vector<std::string>& subnets,
                                    const std::vector<aws::elbv2::SubnetMapping>& mappings) {
  if (!subnets.empty() && !mappings.empty()) {
    throw validation_error("Subnets and subnet mappings cannot be specified together");
  }
  auto ids = subnets;
  for (const auto& mapping : mappings) ids.push_back(mapping.SubnetId.value_or(""));
  return ids;
}

namespace {

namespace api = aws::elbv2;

void check_supported(const api::CreateLoadBalancerRequest& request) {
  if (request.CustomerOwnedIpv4Pool) throw not_supported("CustomerOwnedIpv4Pool");  // of Outposts
  if (request.IpamPools) throw not_supported("IpamPools");
  if (request.EnablePrefixForIpv6SourceNat.value_or("off") != "off")
    throw not_supported("EnablePrefixForIpv6SourceNat");
  if (const auto type = request.Type.value_or("application"); type != "application") {
    throw validation_error(fmt::format(
        "Load balancer type '{}' is not supported by this region: its load balancers are of type application", type));
  }
  require_ipv4(request.IpAddressType);
}

}  // namespace

std::vector<Subnet> checked_subnets(const std::vector<std::string>& ids, const Network& network) {
  std::vector<Subnet> subnets;
  for (const auto& id : ids) {
    auto subnet = network.find_subnet(id);
    if (!subnet) throw subnet_not_found(id);
    subnets.push_back(std::move(*subnet));
  }
  std::ranges::sort(subnets, {}, &Subnet::zone);
  if (std::ranges::adjacent_find(subnets, {}, &Subnet::zone) != subnets.end()) {
    throw invalid_configuration("A load balancer cannot be attached to multiple subnets in the same Availability Zone");
  }
  if (subnets.size() < 2) {
    throw validation_error("At least two subnets in two different Availability Zones must be specified");
  }
  const auto& vpc_id = subnets.front().vpc_id;
  const bool one_vpc = std::ranges::all_of(subnets, [&](const Subnet& subnet) { return subnet.vpc_id == vpc_id; });
  if (!one_vpc) throw invalid_configuration("All subnets must belong to the same VPC");
  return subnets;
}

std::vector<std::string> checked_groups(std::vector<std::string> groups, const std::string& vpc_id,
                                        const Network& network) {
  if (groups.empty()) groups.push_back(network.default_security_group(vpc_id));
  const bool all_exist =
      std::ranges::all_of(groups, [&](const std::string& id) { return network.security_group_exists(id); });
  if (!all_exist) throw invalid_security_groups();
  std::ranges::sort(groups);
  return groups;
}

LoadBalancerSettings requested_load_balancer(const api::CreateLoadBalancerRequest& request, const Network& network) {
  LoadBalancerSettings settings{.name = checked_name("Load balancer", request.Name)};
  if (settings.name.starts_with("internal-")) {
    throw validation_error(fmt::format("Load balancer name '{}' cannot begin with 'internal-'", settings.name));
  }
  check_supported(request);
  for (const auto& subnet : checked_subnets(subnet_ids(request.Subnets, request.SubnetMappings), network)) {
    settings.vpc_id = subnet.vpc_id;
    settings.subnets.push_back({.zone = subnet.zone, .subnet_id = subnet.id});
  }
  settings.scheme = request.Scheme.value_or(settings.scheme);
  if (settings.scheme == "internet-facing" && !network.has_internet_gateway(settings.vpc_id)) {
    throw no_internet_gateway(settings.vpc_id);
  }
  settings.security_groups = checked_groups(request.SecurityGroups, settings.vpc_id, network);
  settings.tags = checked_tags(request.Tags);
  return settings;
}

}  // namespace aws::region::elbv2
