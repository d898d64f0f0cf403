#include "region/ec2/network/subnet_service.h"

#include <algorithm>

#include "region/ec2/asked_for.h"
#include "region/ec2/errors.h"
#include "region/ec2/network/network_errors.h"
#include "region/ec2/tags.h"
#include "region/service/contains.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

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

// Inside its VPC and beside the other subnets. Throws InvalidSubnet.Range, InvalidSubnet.Conflict.
Cidr checked_subnet_block(const std::string& text, const Vpc& vpc, const NetworkRecords& records) {
  const auto block = parse_cidr(text);
  if (!block) throw errors::block_malformed(text);
  if (block->prefix < 16 || block->prefix > 28 || !parse_cidr(vpc.cidr)->contains(*block)) {
    throw errors::subnet_range(text);
  }
  for (const auto& [id, other] : records.subnets()) {
    if (other.vpc_id == vpc.id && parse_cidr(other.cidr)->overlaps(*block)) throw errors::subnet_conflict(text);
  }
  return *block;
}

}  // namespace

void SubnetService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeAvailabilityZones, this, &SubnetService::zones);
  handlers.on(api::operations::CreateSubnet, this, &SubnetService::create);
  handlers.on(api::operations::DescribeSubnets, this, &SubnetService::describe);
  handlers.on(api::operations::DeleteSubnet, this, &SubnetService::remove);
  handlers.on(api::operations::ModifySubnetAttribute, this, &SubnetService::modify);
}

api::DescribeAvailabilityZonesResponse SubnetService::zones(
    const api::DescribeAvailabilityZonesRequest& request) const {
  std::vector<std::string> names;
  std::vector<std::string> ids;
  std::vector<api::AvailabilityZone> found;
  for (const auto& each : network_.zones()) {
    names.push_back(each.name);
    ids.push_back(each.id);
    const bool named = request.ZoneNames.empty() || contains(request.ZoneNames, each.name);
    const bool identified = request.ZoneIds.empty() || contains(request.ZoneIds, each.id);
    if (named && identified) found.push_back(view(each));
  }
  require_zones("availability zone", request.ZoneNames, names);
  require_zones("availability zone-id", request.ZoneIds, ids);
  return {.AvailabilityZones = filtered(std::move(found), request.Filters, filterable_zones())};
}

api::CreateSubnetResponse SubnetService::create(const api::CreateSubnetRequest& request) {
  auto& records = network_.records();
  const Vpc& vpc = records.vpc(request.VpcId.value_or(""));
  if (!request.CidrBlock) throw errors::missing_parameter("cidrBlock");
  if (request.Ipv6CidrBlock || request.Ipv6Native.value_or(false)) {
    throw errors::unsupported("This region has no IPv6 addresses.");
  }
  if (request.OutpostArn) throw errors::unsupported("This region has no Outposts.");
  const Cidr block = checked_subnet_block(*request.CidrBlock, vpc, records);
  const Zone zone = zone_for(request);
  const Tags tags = requested_tags(request.TagSpecifications, "subnet");
  const auto addresses = network_.free_block();
  if (!addresses) throw errors::subnet_limit();
  const int handed_out = std::min(assignable(*addresses), assignable(block));
  const Subnet subnet{.id = hex_id(random_, "subnet-"),
                      .zone = zone.name,
                      .zone_id = zone.id,
                      .vpc_id = vpc.id,
                      .cidr = block.text(),
                      .acl_association_id = hex_id(random_, "aclassoc-"),
                      .first_address = addresses->base + kReservedAtStart,
                      .last_address = addresses->base + kReservedAtStart + static_cast<std::uint32_t>(handed_out) - 1,
                      .size = assignable(block)};
  records.transaction([&] {
    records.put(subnet);
    records.set_tags(subnet.id, tags);
  });
  return {.Subnet = view(subnet)};
}

// The first when none is asked for.
Zone SubnetService::zone_for(const api::CreateSubnetRequest& request) const {
  const auto& zones = network_.zones();
  std::vector<std::string> names;
  for (const Zone& zone : zones) {
    if (zone.name == request.AvailabilityZone || zone.id == request.AvailabilityZoneId) return zone;
    names.push_back(zone.name);
  }
  if (request.AvailabilityZone) throw errors::subnet_zone("availabilityZone", *request.AvailabilityZone, names);
  if (request.AvailabilityZoneId) throw errors::subnet_zone("availabilityZoneId", *request.AvailabilityZoneId, names);
  return zones.front();
}

api::DescribeSubnetsResponse SubnetService::describe(const api::DescribeSubnetsRequest& request) const {
  std::vector<api::Subnet> all;
  for (const Subnet& subnet : network_.subnets()) all.push_back(view(subnet));
  all = asked_for(
      std::move(all), request.SubnetIds, [](const api::Subnet& it) { return *it.SubnetId; }, errors::subnet_not_found);
  // The default ones first, in order of zone, as Network::subnets() has them.
  const auto place = [](const api::Subnet& it) {
    return (*it.DefaultForAz ? "0" : "1") + *it.AvailabilityZone + *it.SubnetId;
  };
  auto page = page_of(filtered(std::move(all), request.Filters, filterable_subnets()), place, request.MaxResults,
                      request.NextToken);
  return {.Subnets = std::move(page.items), .NextToken = page.next};
}

// Whoever has an address of it depends on it: instances, stopped ones too, and load balancers. Its route table does
// not.
api::DeleteSubnetResponse SubnetService::remove(const api::DeleteSubnetRequest& request) {
  auto& records = network_.records();
  const Subnet subnet = records.subnet(request.SubnetId.value_or(""));
  if (subnet.is_default) throw errors::default_vpc_stays(subnet.id);
  if (network_.used_addresses(subnet.id) > 0) throw errors::has_dependencies("subnet", subnet.id);
  records.transaction([&] {
    for (const auto& [id, found] : records.route_tables()) {
      RouteTable table = found;
      const auto of_subnet = [&](const RouteTableAssociation& each) { return each.subnet_id == subnet.id; };
      if (std::erase_if(table.associations, of_subnet) > 0) records.put(std::move(table));
    }
    records.erase(subnet);
  });
  return {};
}

api::ModifySubnetAttributeResponse SubnetService::modify(const api::ModifySubnetAttributeRequest& request) {
  Subnet subnet = network_.records().subnet(request.SubnetId.value_or(""));
  const auto asked = [](const std::optional<api::AttributeBooleanValue>& attribute) {
    return attribute && attribute->Value.value_or(false);
  };
  if (asked(request.AssignIpv6AddressOnCreation) || asked(request.EnableDns64) ||
      asked(request.EnableResourceNameDnsAAAARecordOnLaunch)) {
    throw errors::no_ipv6(subnet.id);
  }
  if (asked(request.MapCustomerOwnedIpOnLaunch) || request.EnableLniAtDeviceIndex || request.CustomerOwnedIpv4Pool ||
      asked(request.DisableLniAtDeviceIndex)) {
    throw errors::unsupported("This region has no Outposts.");
  }
  if (request.MapPublicIpOnLaunch) subnet.map_public_ip = asked(request.MapPublicIpOnLaunch);
  if (request.EnableResourceNameDnsARecordOnLaunch) {
    subnet.resource_name_dns = asked(request.EnableResourceNameDnsARecordOnLaunch);
  }
  subnet.hostname_type = request.PrivateDnsHostnameTypeOnLaunch.value_or(subnet.hostname_type);
  network_.records().put(std::move(subnet));
  return {};
}

api::AvailabilityZone SubnetService::view(const Zone& zone) const {
  return {.State = "available",
          .OptInStatus = "opt-in-not-required",
          .RegionName = place_.region,
          .ZoneName = zone.name,
          .ZoneId = zone.id,
          .GroupName = place_.region + "-zg-1",
          .NetworkBorderGroup = place_.region,
          .ZoneType = "availability-zone"};
}

api::Subnet SubnetService::view(const Subnet& subnet) const {
  return {.AvailabilityZone = subnet.zone,
          .AvailabilityZoneId = subnet.zone_id,
          .AvailableIpAddressCount = network_.available_addresses(subnet.id),
          .CidrBlock = subnet.cidr,
          .DefaultForAz = subnet.is_default,
          .MapPublicIpOnLaunch = subnet.map_public_ip,
          .MapCustomerOwnedIpOnLaunch = false,
          .State = "available",
          .SubnetId = subnet.id,
          .VpcId = subnet.vpc_id,
          .OwnerId = place_.account,
          .AssignIpv6AddressOnCreation = false,
          .Tags = render_tags<api::Tag>(*network_.records().find_tags(subnet.id)),
          .SubnetArn = place_.arn("ec2", "subnet/" + subnet.id),
          .EnableDns64 = false,
          .Ipv6Native = false,
          .PrivateDnsNameOptionsOnLaunch =
              api::PrivateDnsNameOptionsOnLaunch{.HostnameType = subnet.hostname_type,
                                                 .EnableResourceNameDnsARecord = subnet.resource_name_dns,
                                                 .EnableResourceNameDnsAAAARecord = false},
          .BlockPublicAccessStates = api::BlockPublicAccessStates{.InternetGatewayBlockMode = "off"}};
}

}  // namespace aws::region::ec2
