// What AWSFIS-Run-Network-Latency-Sources makes slow: "10.0.0.0/16,172.31.5.6,db.example.com,DYNAMODB".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aws::region::ssm {

struct FaultSources {
  std::vector<std::string> blocks;  // IPv4 addresses and CIDR blocks
  std::vector<std::string> names;   // of domains, for the instance to look up
  bool table = false;               // of AWS's services, the one that a path can be slow to
};

// None when one of them is something else, such as a zone or another service.
std::optional<FaultSources> fault_sources(std::string_view text);

}  // namespace aws::region::ssm
