// The default VPC with its four zones and subnets: facts that never change, under ids that are drawn once per data
// folder. Hands out the subnets' addresses; two regions on one machine share them, so an address is taken by really
// taking it (ports.h, Addresses). Region thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "base/random.h"
#include "region/ec2/ports.h"
#include "region/service/tags.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

struct Zone {
  std::string name;  // us-west-2a
  std::string id;    // usw2-az2
};

struct Subnet {
  std::string id;
  std::string zone;
  std::string zone_id;
  std::string vpc_id;
  std::string cidr;
  std::uint32_t first_address = 0;  // the first and last that may be handed out
  std::uint32_t last_address = 0;
};

struct Vpc {
  std::string id;
  std::string cidr;
  std::string dhcp_options_id;
  std::string cidr_association_id;
  std::string route_table_id;  // the main one
  std::string route_table_association_id;
  std::string network_acl_id;                              // the default one
  std::map<std::string, std::string> acl_association_ids;  // by subnet
  std::string internet_gateway_id;
};

class Network {
 public:
  Network(Store& store, Random& random, const Place& place, Addresses& addresses);
  ~Network();

  const Vpc& default_vpc() const { return vpc_; }
  const std::vector<Zone>& zones() const { return zones_; }
  const std::vector<Subnet>& subnets() const { return subnets_; }  // in order of zone
  const Subnet* find_subnet(std::string_view id) const;            // nullptr: there is none
  const Subnet* default_subnet(std::string_view zone_name) const;  // nullptr: there is no such zone
  int available_addresses(std::string_view subnet_id) const;

  // Of the VPC, its subnets, route table, network ACL and gateway, by their ids; nullptr for any other.
  const Tags* find_tags(const std::string& id) const;
  void set_tags(const std::string& id, Tags tags);

  // A free address of the subnet. Throws InvalidSubnetID.NotFound or InsufficientFreeAddressesInSubnet.
  std::unique_ptr<AddressReservation> reserve(const std::string& subnet_id);
  // This address, for somebody who had it before; nullptr when it is taken.
  std::unique_ptr<AddressReservation> reserve_exact(const std::string& address);
  // A free address of the subnet at which an instance's metadata are served.
  std::unique_ptr<AddressReservation> serve_metadata(const std::string& subnet_id, Addresses::Handler handler);

 private:
  class Counted;
  using Take = std::function<std::unique_ptr<AddressReservation>(const std::string& address)>;
  std::unique_ptr<AddressReservation> take_any(const std::string& subnet_id, const Take& take);
  std::unique_ptr<AddressReservation> counted(const Subnet& subnet, std::unique_ptr<AddressReservation> reservation);

  Random& random_;
  Addresses& addresses_;
  Vpc vpc_;
  std::vector<Zone> zones_;
  std::vector<Subnet> subnets_;
  struct Tagged;
  std::unique_ptr<Tagged> tags_;
  std::shared_ptr<std::map<std::string, int>> used_;  // by subnet; shared with the reservations
};

}  // namespace aws::region::ec2
