// The default VPC of the account, which the service relies on and changes nothing of: its Availability Zones, its
// subnets. Looked up once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "contract/ec2.h"
#include "scenario/console.h"

namespace aws::scenario {

class DefaultVpc {
 public:
  DefaultVpc(ec2::Api& ec2, Console& console) : ec2_(ec2), console_(console) {}

  const std::string& id();
  const std::vector<std::string>& zones();
  const std::vector<std::string>& subnets();  // the default one of each zone

 private:
  ec2::Api& ec2_;
  Console& console_;
  std::optional<std::string> id_;
  std::optional<std::vector<std::string>> zones_, subnets_;
};

}  // namespace aws::scenario
