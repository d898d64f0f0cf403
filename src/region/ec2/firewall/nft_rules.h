// The state of a firewall as the rules of nft(8), for the network namespace of the VPC's router. Pure.
#pragma once

#include <string>

#include "region/ec2/firewall/firewall.h"

namespace aws::region::ec2 {

// "eni-ac1f0506": what the router calls its end of the cable to an address.
std::string interface_of(const std::string& address);

std::string nft_rules(const FirewallState& state);

}  // namespace aws::region::ec2
