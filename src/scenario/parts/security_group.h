// The default security group of the default VPC, which guards the load balancer. It admits nobody from outside; the
// workflow may add one rule, for this computer's address, and recognises it later by its description. AWS takes the
// same rule only once, so all deployments of an account share it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "contract/ec2.h"
#include "scenario/parts/default_vpc.h"
#include "scenario/parts/waiting.h"

namespace aws::scenario {

// Does 10.0.0.0/8 cover 10.1.2.3? IPv4 only; false for anything malformed.
bool covers(const std::string& cidr, const std::string& address);

class SecurityGroup {
 public:
  SecurityGroup(ec2::Api& ec2, Waiting& waiting, DefaultVpc& vpc)
      : ec2_(ec2), waiting_(waiting), console_(waiting.console()), vpc_(vpc) {}

  const std::string& id();
  // Examines the inbound rules and says what it finds: is the port open to the address, to all, or to a prefix list?
  bool admits(const std::string& address, std::uint16_t port);
  void open(const std::string& address, std::uint16_t port);
  void destroy_rules();  // only those that open() made
  std::vector<std::string> existing_rules();

 private:
  ec2::SecurityGroup find();
  std::vector<ec2::IpPermission> own_rules();
  void revoke(const ec2::IpPermission& rule);

  ec2::Api& ec2_;
  Waiting& waiting_;
  Console& console_;
  DefaultVpc& vpc_;
  std::string id_;  // once it has been found
};

}  // namespace aws::scenario
