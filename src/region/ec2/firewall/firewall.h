// What may pass at the network interfaces of a VPC: security groups, where AWS has them. A port of EC2; real with a
// router (region/router_firewall.h), and of no effect where instances share this machine's network. Region thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "region/ec2/groups/security_groups.h"

namespace aws::region::ec2 {

struct FirewallInterface {
  std::string address;
  std::vector<std::string> group_ids;
  bool of_router = false;               // a load balancer's, which is where the router is; else at the end of a cable
  std::vector<std::string> ways_out{};  // blocks outside of the VPC that it may send to, where the firewall leads out
  auto operator<=>(const FirewallInterface&) const = default;
};

// Two sets of blocks, "172.31.16.0-172.31.31.255", between which nothing passes, not even what has begun. A load
// balancer has one address for all of its zones, and is in none of the blocks: nothing passes between it and the first.
struct Disruption {
  std::vector<std::string> blocks;
  std::vector<std::string> from;  // none: everything else
  auto operator<=>(const Disruption&) const = default;
};

struct FirewallRule {
  bool egress = false;
  std::string protocol;  // as in SecurityGroupRule
  int from_port = -1;    // -1: all
  int to_port = -1;
  std::string block;     // a peer: a block, or
  std::string group_id;  // whoever belongs to a group
  auto operator<=>(const FirewallRule&) const = default;
};

struct FirewallState {
  std::vector<FirewallInterface> interfaces;
  std::map<std::string, std::vector<FirewallRule>> groups;
  std::vector<Disruption> disruptions;
  bool operator==(const FirewallState&) const = default;
};

class Firewall {
 public:
  virtual ~Firewall() = default;
  virtual bool enforces() const { return true; }
  virtual bool leads_out() const { return false; }  // of the VPC; else nobody needs to know who might
  // Makes this so, all at once; calls back, perhaps before it returns, with what is wrong or "". One at a time.
  virtual void apply(const FirewallState& state, std::function<void(const std::string& error)> done) = 0;
};

// Everything passes.
class NoFirewall final : public Firewall {
 public:
  bool enforces() const override { return false; }
  void apply(const FirewallState&, std::function<void(const std::string& error)> done) override { done(""); }
};

}  // namespace aws::region::ec2
