#include "region/ec2/network/default_vpc.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/describe.hpp>
#include <cctype>
#include <string>

#include "base/random.h"
#include "region/ec2/network/cidr.h"
#include "region/ec2/text.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {
namespace {

constexpr int kSubnetPrefix = 20;

struct ZoneFact {
  char letter;
  int number;  // the letter's zone differs from account to account; these are our account's
};
constexpr ZoneFact kZones[] = {{'a', 2}, {'b', 1}, {'c', 3}, {'d', 4}};

// Where earlier versions kept the ids.
struct NetworkDocument {
  std::string vpc_id;
  std::string dhcp_options_id;
  std::string cidr_association_id;
  std::vector<std::string> subnet_ids;
  std::string route_table_id;
  std::string route_table_association_id;
  std::string network_acl_id;
  std::vector<std::string> acl_association_ids;  // in the order of the subnets
  std::string internet_gateway_id;
};
BOOST_DESCRIBE_STRUCT(NetworkDocument, (),
                      (vpc_id, dhcp_options_id, cidr_association_id, subnet_ids, route_table_id,
                       route_table_association_id, network_acl_id, acl_association_ids, internet_gateway_id))

// Those that an earlier version has drawn already stay what they are.
NetworkDocument known_or_drawn_ids(Store& store, Random& random) {
  const Collection<NetworkDocument> networks(store, "ec2.network");
  const auto* known = networks.find("default");
  NetworkDocument ids = known ? *known : NetworkDocument{};
  const auto draw = [&](std::string& id, std::string_view prefix) {
    if (id.empty()) id = hex_id(random, prefix);
  };
  ids.subnet_ids.resize(std::size(kZones));
  ids.acl_association_ids.resize(std::size(kZones));
  draw(ids.vpc_id, "vpc-");
  draw(ids.dhcp_options_id, "dopt-");
  draw(ids.cidr_association_id, "vpc-cidr-assoc-");
  for (auto& id : ids.subnet_ids) draw(id, "subnet-");
  draw(ids.route_table_id, "rtb-");
  draw(ids.route_table_association_id, "rtbassoc-");
  draw(ids.network_acl_id, "acl-");
  draw(ids.internet_gateway_id, "igw-");
  for (auto& id : ids.acl_association_ids) draw(id, "aclassoc-");
  return ids;
}

// us-west-2 is usw2, ap-southeast-1 apse1, us-gov-west-1 usgw1.
std::string short_region(std::string_view region) {
  std::string text;
  std::size_t start = 0;
  for (bool first = true; start < region.size(); first = false) {
    const auto end = std::min(region.find('-', start), region.size());
    const std::string_view part = region.substr(start, end - start);
    if (first || std::isdigit(static_cast<unsigned char>(part.empty() ? 'x' : part.front()))) {
      text += part;
    } else {
      text += part.substr(0, 1);
      for (const std::string_view second : {"east", "west"}) {
        if (part.size() > second.size() && part.ends_with(second)) text += second.substr(0, 1);
      }
    }
    start = end + 1;
  }
  return text;
}

}  // namespace

std::vector<Zone> zones_of(std::string_view region) {
  std::vector<Zone> zones;
  for (const auto& [letter, number] : kZones) {
    zones.push_back({std::string(region) + letter, fmt::format("{}-az{}", short_region(region), number)});
  }
  return zones;
}

std::string zone_id_of(std::string_view zone) {
  for (const auto& each : zones_of(zone.substr(0, zone.empty() ? 0 : zone.size() - 1))) {
    if (each.name == zone) return each.id;
  }
  return "";
}

DefaultVpc default_vpc_of(Store& store, Random& random, const std::vector<Zone>& zones, const Cidr& vpc_block) {
  const NetworkDocument ids = known_or_drawn_ids(store, random);
  DefaultVpc made;
  made.vpc = {.id = ids.vpc_id,
              .cidr = vpc_block.text(),
              .is_default = true,
              .dhcp_options_id = ids.dhcp_options_id,
              .cidr_association_id = ids.cidr_association_id,
              .network_acl_id = ids.network_acl_id,
              .dns_hostnames = true};
  Cidr block{vpc_block.base, kSubnetPrefix};
  for (std::size_t i = 0; i < zones.size(); ++i) {
    made.subnets.push_back({.id = ids.subnet_ids.at(i),
                            .zone = zones.at(i).name,
                            .zone_id = zones.at(i).id,
                            .vpc_id = ids.vpc_id,
                            .cidr = block.text(),
                            .is_default = true,
                            .map_public_ip = true,
                            .acl_association_id = ids.acl_association_ids.at(i),
                            .first_address = block.base + kReservedAtStart,
                            .last_address = block.last() - kReservedAtEnd,
                            .size = assignable(block)});
    block.base += static_cast<std::uint32_t>(block.size());
  }
  made.route_table = {.id = ids.route_table_id,
                      .vpc_id = ids.vpc_id,
                      .routes = {{made.vpc.cidr, std::string(kLocalGateway)}, {"0.0.0.0/0", ids.internet_gateway_id}},
                      .associations = {{.id = ids.route_table_association_id, .subnet_id = ""}}};
  made.gateway = {ids.internet_gateway_id, ids.vpc_id};
  return made;
}

}  // namespace aws::region::ec2
