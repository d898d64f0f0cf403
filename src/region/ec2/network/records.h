// VPCs and what belongs to them, as the store keeps them. Values. Tags stand apart, in NetworkRecords.
#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::ec2 {

struct Zone {
  std::string name;  // us-west-2a
  std::string id;    // usw2-az2
};

struct Vpc {
  std::string id;
  std::string cidr;
  bool is_default = false;
  std::string instance_tenancy = "default";
  std::string dhcp_options_id;
  std::string cidr_association_id;
  std::string network_acl_id;  // the default one
  bool dns_support = true;
  bool dns_hostnames = false;
  bool usage_metrics = false;
};
BOOST_DESCRIBE_STRUCT(Vpc, (),
                      (id, cidr, is_default, instance_tenancy, dhcp_options_id, cidr_association_id, network_acl_id,
                       dns_support, dns_hostnames, usage_metrics))

struct Subnet {
  std::string id;
  std::string zone;
  std::string zone_id;
  std::string vpc_id;
  std::string cidr;
  bool is_default = false;
  bool map_public_ip = false;
  std::string hostname_type = "ip-name";
  bool resource_name_dns = false;
  std::string acl_association_id;
  std::uint32_t first_address = 0;  // the first and last that are handed out here (ADR 12)
  std::uint32_t last_address = 0;
  int size = 0;  // addresses that AWS would hand out
};
BOOST_DESCRIBE_STRUCT(Subnet, (),
                      (id, zone, zone_id, vpc_id, cidr, is_default, map_public_ip, hostname_type, resource_name_dns,
                       acl_association_id, first_address, last_address, size))

inline constexpr std::string_view kLocalGateway = "local";

struct Route {
  std::string destination;  // a block
  std::string gateway_id;   // an internet gateway's, or "local"
};
BOOST_DESCRIBE_STRUCT(Route, (), (destination, gateway_id))

struct RouteTableAssociation {
  std::string id;
  std::string subnet_id;  // "" of the main one
};
BOOST_DESCRIBE_STRUCT(RouteTableAssociation, (), (id, subnet_id))

struct RouteTable {
  std::string id;
  std::string vpc_id;
  std::vector<Route> routes;  // the local one first
  std::vector<RouteTableAssociation> associations;
  std::string client_token;  // of the request that made it

  bool is_main() const;
};
BOOST_DESCRIBE_STRUCT(RouteTable, (), (id, vpc_id, routes, associations, client_token))

struct InternetGateway {
  std::string id;
  std::string vpc_id;  // "" while it is attached to none
};
BOOST_DESCRIBE_STRUCT(InternetGateway, (), (id, vpc_id))

inline bool RouteTable::is_main() const {
  for (const auto& association : associations) {
    if (association.subnet_id.empty()) return true;
  }
  return false;
}

}  // namespace aws::region::ec2
