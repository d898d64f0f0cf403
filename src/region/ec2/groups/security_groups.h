// Security groups and their rules, kept in the store: the state behind AuthorizeSecurityGroupIngress and what a load
// balancer enforces. There is the default group of the default VPC, closed to outsiders as on AWS. Region thread.
#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/random.h"
#include "region/service/tags.h"
#include "region/store/collection.h"

namespace aws::region::ec2 {

// One rule lets one source in (or, for egress, out) on a range of ports.
struct SecurityGroupRule {
  std::string id;  // sgr-...
  bool egress = false;
  std::string protocol;  // "tcp", "udp", "icmp", "icmpv6", a number, or "-1" for all
  std::optional<int> from_port;
  std::optional<int> to_port;
  // Exactly one of these four is the source.
  std::string ipv4_block;
  std::string ipv6_block;
  std::string prefix_list_id;
  std::string group_id;
  std::string description;
  Tags tags;

  bool same_traffic(const SecurityGroupRule& other) const;  // all but id and description
  std::string text() const;                                 // "peer: 203.0.113.7/32, TCP, from port: 80, ..., ALLOW"
};
BOOST_DESCRIBE_STRUCT(SecurityGroupRule, (),
                      (id, egress, protocol, from_port, to_port, ipv4_block, ipv6_block, prefix_list_id, group_id,
                       description, tags))

struct SecurityGroup {
  std::string id;
  std::string name;
  std::string description;
  std::string vpc_id;
  std::vector<SecurityGroupRule> rules;
  Tags tags;

  const SecurityGroupRule* find(std::string_view rule_id) const;
};
BOOST_DESCRIBE_STRUCT(SecurityGroup, (), (id, name, description, vpc_id, rules, tags))

// The rules of a group are others than before.
struct RulesChanged {
  std::string group_id;
  auto operator<=>(const RulesChanged&) const = default;
};

// Who may send to a port.
struct InboundSources {
  std::vector<std::string> ipv4_blocks;  // "203.0.113.7/32"
  std::vector<std::string> groups;       // whatever belongs to one of these groups
};

class SecurityGroups {
 public:
  SecurityGroups(Store& store, Random& random, Timers& timers, const std::string& default_vpc_id);

  const std::string& default_group_id(std::string_view vpc_id) const;  // throws InvalidVpcID.NotFound
  bool exists(std::string_view id) const { return groups_.contains(id); }
  const std::map<std::string, SecurityGroup, std::less<>>& all() const { return groups_.all(); }
  const SecurityGroup* find(std::string_view id) const { return groups_.find(id); }
  const SecurityGroup& get(std::string_view id) const;  // throws InvalidGroup.NotFound or InvalidGroupId.Malformed
  const SecurityGroup* find_by_name(std::string_view name) const;  // in the default VPC
  const SecurityGroup& get_by_name(std::string_view name) const;   // in the default VPC; throws InvalidGroup.NotFound

  InboundSources inbound_sources(const std::vector<std::string>& group_ids, int tcp_port) const;
  Announcer<RulesChanged>& changes() { return changes_; }

  // The group that a VPC comes with and goes with.
  void add_default_group(const std::string& vpc_id);
  void erase_default_group(const std::string& vpc_id);

  // With the one rule that lets everything out. Throws InvalidGroup.Duplicate or InvalidVpcID.NotFound.
  const SecurityGroup& create(SecurityGroup group);
  // Throws CannotDelete for a default group, DependencyViolation for one that is used.
  void erase(const std::string& id);
  // Who may keep a group from being deleted: a question about its id.
  void ask_before_erasing(std::function<bool(const std::string& group_id)> uses);
  void put(SecurityGroup group);

  // The group that has this rule. Throws InvalidSecurityGroupRuleId.NotFound.
  const SecurityGroup& group_of_rule(std::string_view rule_id) const;

  const SecurityGroupRule* find_rule(std::string_view rule_id) const;
  std::vector<std::string> rule_ids() const;
  void set_tags(const std::string& group_id, Tags tags);
  void set_rule_tags(const std::string& rule_id, Tags tags);

  // All or none. Returns the rules with their new ids; throws InvalidPermission.Duplicate.
  std::vector<SecurityGroupRule> authorize(const std::string& group_id, std::vector<SecurityGroupRule> rules);
  // All or none, and which they were. Throws InvalidPermission.NotFound.
  std::vector<SecurityGroupRule> revoke(const std::string& group_id, const std::vector<SecurityGroupRule>& rules);
  std::vector<SecurityGroupRule> revoke_ids(const std::string& group_id, const std::vector<std::string>& rule_ids,
                                            bool egress);

 private:
  Random& random_;
  std::string default_vpc_id_;
  Collection<SecurityGroup> groups_;
  Announcer<RulesChanged> changes_;
  std::vector<std::function<bool(const std::string&)>> users_;
};

}  // namespace aws::region::ec2
