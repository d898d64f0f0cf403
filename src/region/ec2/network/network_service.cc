#include "region/ec2/network/network_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/pages.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

const Filterable<api::AvailabilityZone>& filterable_zones() {
  using T = api::AvailabilityZone;
  static const Filterable<T> table{{
      {"group-name", [](const T& it) { return values(it.GroupName); }},
      {"message", [](const T&) { return Values{}; }},
      {"opt-in-status", [](const T& it) { return values(it.OptInStatus); }},
      {"parent-zone-id", [](const T& it) { return values(it.ParentZoneId); }},
      {"parent-zone-name", [](const T& it) { return values(it.ParentZoneName); }},
      {"region-name", [](const T& it) { return values(it.RegionName); }},
      {"state", [](const T& it) { return values(it.State); }},
      {"zone-id", [](const T& it) { return values(it.ZoneId); }},
      {"zone-name", [](const T& it) { return values(it.ZoneName); }},
      {"zone-type", [](const T& it) { return values(it.ZoneType); }},
  }};
  return table;
}

const Filterable<api::Vpc>& filterable_vpcs() {
  using T = api::Vpc;
  const auto block = [](const T& it) { return values(it.CidrBlock); };
  const auto is_default = [](const T& it) { return values(it.IsDefault); };
  static const Filterable<T> table{
      {{"cidr", block},
       {"cidr-block-association.cidr-block", block},
       {"cidr-block-association.association-id",
        [](const T& it) { return values(it.CidrBlockAssociationSet.front().AssociationId); }},
       {"cidr-block-association.state", [](const T&) { return Values{"associated"}; }},
       {"dhcp-options-id", [](const T& it) { return values(it.DhcpOptionsId); }},
       {"is-default", is_default},
       {"isDefault", is_default},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"state", [](const T& it) { return values(it.State); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

const Filterable<api::Subnet>& filterable_subnets() {
  using T = api::Subnet;
  const auto zone = [](const T& it) { return values(it.AvailabilityZone); };
  const auto zone_id = [](const T& it) { return values(it.AvailabilityZoneId); };
  const auto block = [](const T& it) { return values(it.CidrBlock); };
  const auto for_zone = [](const T& it) { return values(it.DefaultForAz); };
  static const Filterable<T> table{
      {{"availability-zone", zone},
       {"availabilityZone", zone},
       {"availability-zone-id", zone_id},
       {"availabilityZoneId", zone_id},
       {"available-ip-address-count", [](const T& it) { return values(it.AvailableIpAddressCount); }},
       {"cidr", block},
       {"cidr-block", block},
       {"cidrBlock", block},
       {"default-for-az", for_zone},
       {"defaultForAz", for_zone},
       {"ipv6-native", [](const T& it) { return values(it.Ipv6Native); }},
       {"map-public-ip-on-launch", [](const T& it) { return values(it.MapPublicIpOnLaunch); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"state", [](const T& it) { return values(it.State); }},
       {"subnet-arn", [](const T& it) { return values(it.SubnetArn); }},
       {"subnet-id", [](const T& it) { return values(it.SubnetId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

// Throws when one of the names that were asked for is none of those that exist.
void require_zones(std::string_view parameter, const std::vector<std::string>& asked,
                   const std::vector<std::string>& existing) {
  std::vector<std::string> unknown;
  std::copy_if(asked.begin(), asked.end(), std::back_inserter(unknown),
               [&](const std::string& name) { return !contains(existing, name); });
  if (!unknown.empty()) throw errors::zones_invalid(parameter, unknown);
}

}  // namespace

void NetworkService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeAvailabilityZones, this, &NetworkService::zones);
  handlers.on(api::operations::DescribeVpcs, this, &NetworkService::vpcs);
  handlers.on(api::operations::DescribeSubnets, this, &NetworkService::subnets);
}

api::DescribeAvailabilityZonesResponse NetworkService::zones(
    const api::DescribeAvailabilityZonesRequest& request) const {
  std::vector<std::string> names;
  std::vector<std::string> ids;
  std::vector<api::AvailabilityZone> found;
  for (const auto& each : network_.zones()) {
    names.push_back(each.name);
    ids.push_back(each.id);
    const bool named = request.ZoneNames.empty() || contains(request.ZoneNames, each.name);
    const bool identified = request.ZoneIds.empty() || contains(request.ZoneIds, each.id);
    if (named && identified) found.push_back(zone(each));
  }
  require_zones("availability zone", request.ZoneNames, names);
  require_zones("availability zone-id", request.ZoneIds, ids);
  return {.AvailabilityZones = filtered(std::move(found), request.Filters, filterable_zones())};
}

api::DescribeVpcsResponse NetworkService::vpcs(const api::DescribeVpcsRequest& request) const {
  for (const auto& id : request.VpcIds) {
    if (id != network_.default_vpc().id) throw errors::vpc_not_found(id);
  }
  auto page = page_of(
      filtered(std::vector{vpc()}, request.Filters, filterable_vpcs()), [](const api::Vpc& it) { return *it.VpcId; },
      request.MaxResults, request.NextToken);
  return {.Vpcs = std::move(page.items), .NextToken = page.next};
}

api::DescribeSubnetsResponse NetworkService::subnets(const api::DescribeSubnetsRequest& request) const {
  for (const auto& id : request.SubnetIds) {
    if (!network_.find_subnet(id)) throw errors::subnet_not_found(id);
  }
  std::vector<api::Subnet> found;
  for (const auto& each : network_.subnets()) {
    if (request.SubnetIds.empty() || contains(request.SubnetIds, each.id)) found.push_back(subnet(each));
  }
  const auto by_zone = [](const api::Subnet& it) { return *it.AvailabilityZone; };
  auto page = page_of(filtered(std::move(found), request.Filters, filterable_subnets()), by_zone, request.MaxResults,
                      request.NextToken);
  return {.Subnets = std::move(page.items), .NextToken = page.next};
}

api::AvailabilityZone NetworkService::zone(const Zone& zone) const {
  return {.State = "available",
          .OptInStatus = "opt-in-not-required",
          .RegionName = place_.region,
          .ZoneName = zone.name,
          .ZoneId = zone.id,
          .GroupName = place_.region + "-zg-1",
          .NetworkBorderGroup = place_.region,
          .ZoneType = "availability-zone"};
}

api::Vpc NetworkService::vpc() const {
  const Vpc& vpc = network_.default_vpc();
  return {.CidrBlock = vpc.cidr,
          .DhcpOptionsId = vpc.dhcp_options_id,
          .State = "available",
          .VpcId = vpc.id,
          .OwnerId = place_.account,
          .InstanceTenancy = "default",
          .CidrBlockAssociationSet = {{.AssociationId = vpc.cidr_association_id,
                                       .CidrBlock = vpc.cidr,
                                       .CidrBlockState = api::VpcCidrBlockState{.State = "associated"}}},
          .IsDefault = true,
          .Tags = render_tags<api::Tag>(*network_.find_tags(vpc.id))};
}

api::Subnet NetworkService::subnet(const Subnet& subnet) const {
  return {
      .AvailabilityZone = subnet.zone,
      .AvailabilityZoneId = subnet.zone_id,
      .AvailableIpAddressCount = network_.available_addresses(subnet.id),
      .CidrBlock = subnet.cidr,
      .DefaultForAz = true,
      .MapPublicIpOnLaunch = true,
      .MapCustomerOwnedIpOnLaunch = false,
      .State = "available",
      .SubnetId = subnet.id,
      .VpcId = subnet.vpc_id,
      .OwnerId = place_.account,
      .AssignIpv6AddressOnCreation = false,
      .Tags = render_tags<api::Tag>(*network_.find_tags(subnet.id)),
      .SubnetArn = place_.arn("ec2", "subnet/" + subnet.id),
      .EnableDns64 = false,
      .Ipv6Native = false,
      .PrivateDnsNameOptionsOnLaunch = api::PrivateDnsNameOptionsOnLaunch{
          .HostnameType = "ip-name", .EnableResourceNameDnsARecord = false, .EnableResourceNameDnsAAAARecord = false}};
}

}  // namespace aws::region::ec2
