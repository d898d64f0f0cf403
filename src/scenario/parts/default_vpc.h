// The default VPC of the account, which the service relies on and changes nothing of: its Availability Zones, its
// subnets. Looked up once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contract/ec2.h"

namespace aws::scenario {

class DefaultVpc {
 public:
  explicit DefaultVpc(ec2::Api& ec2) : ec2_(ec2) {}

  const std::string& id();  // throws aws::Error "NoDefaultVpc"
  bool exists();
  std::vector<std::string> zones();    // those in which instances can be started: that have a default subnet
  std::vector<std::string> subnets();  // the default one of each of them
  std::string subnet_in(const std::string& zone);  // throws aws::Error "NoDefaultSubnet"

 private:
  struct Subnet {
    std::string id, zone;
  };
  const std::vector<Subnet>& default_subnets();
  std::optional<std::string> find();
  std::vector<std::string> find_zones();
  std::vector<Subnet> find_subnets(const std::vector<std::string>& zones);

  ec2::Api& ec2_;
  std::optional<std::string> id_;
  std::optional<std::vector<Subnet>> subnets_;
};

}  // namespace aws::scenario
