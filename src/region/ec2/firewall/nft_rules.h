// The state of a firewall as the rules of nft(8), for the network namespace of the VPC's router. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "region/ec2/firewall/firewall.h"

namespace aws::region::ec2 {

// "eni-ac1f0506": what the router calls its end of the cable to an address.
std::string interface_of(const std::string& address);

// What the router's interface to the internet is closed to, whatever routes and security groups say: blocks, and this
// machine's own addresses.
struct WayOut {
  std::vector<std::string> own_addresses;
};

std::string nft_rules(const FirewallState& state, const std::optional<WayOut>& way_out = std::nullopt);

}  // namespace aws::region::ec2
