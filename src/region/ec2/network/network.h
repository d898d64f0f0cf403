// VPCs with their subnets, and the addresses in them. Two regions on one machine share the addresses, so one is taken
// by really taking it (ports.h, Addresses). All of them are of one block, whatever block a subnet has (ADR 12).
// Region thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.h"
#include "base/random.h"
#include "region/ec2/network/cidr.h"
#include "region/ec2/network/network_records.h"
#include "region/ec2/ports.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

class Network {
 public:
  Network(Store& store, Random& random, const Place& place, Addresses& addresses);
  ~Network();

  NetworkRecords& records() { return records_; }
  const NetworkRecords& records() const { return records_; }

  const Vpc& default_vpc() const { return records_.default_vpc(); }
  const std::vector<Zone>& zones() const { return records_.zones(); }
  std::vector<Subnet> subnets() const;                              // the default ones first, in order of zone
  const Subnet* find_subnet(std::string_view id) const;             // nullptr: there is none
  const Subnet* default_subnet(std::string_view zone_name) const;   // nullptr: there is no such zone
  const Subnet* subnet_of_address(std::string_view address) const;  // nullptr: in none
  int used_addresses(std::string_view subnet_id) const;
  int available_addresses(std::string_view subnet_id) const;  // as AWS would count them

  // 256 addresses that no subnet has yet; none when all are given.
  std::optional<Cidr> free_block() const;

  // A free address of the subnet; `before`, if nobody has it, or what that is in today's block. Throws
  // InvalidSubnetID.NotFound or InsufficientFreeAddressesInSubnet.
  std::unique_ptr<AddressReservation> reserve(const std::string& subnet_id, const std::string& before = "");
  // This address, for somebody who had it before; nullptr when it is taken.
  std::unique_ptr<AddressReservation> reserve_exact(const std::string& address);
  // What a block in a VPC stands for: itself, and where the addresses of those of its subnets are that lie in it, from
  // the first to the last (ADR 12).
  std::vector<std::string> stands_for(std::string_view vpc_id, const std::string& block) const;
  // The address with this public one, or the one that it was when all were of another block; "" of what is none.
  std::string in_block(const std::string& address) const;
  std::string public_address(const std::string& address) const { return addresses_.public_address(address); }

 private:
  class Counted;
  std::unique_ptr<AddressReservation> counted(const Subnet& subnet, std::unique_ptr<AddressReservation> reservation);

  Random& random_;
  Addresses& addresses_;
  NetworkRecords records_;
  std::shared_ptr<std::map<std::string, int, std::less<>>> used_;  // by subnet; shared with the reservations
};

}  // namespace aws::region::ec2
