#include "region/ec2/groups/security_groups.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <functional>

#include "region/ec2/errors.h"
#include "region/ec2/text.h"

namespace aws::region::ec2 {
namespace {

constexpr std::string_view kEverything = "-1";

SecurityGroupRule to_anywhere(Random& random) {
  SecurityGroupRule rule;
  rule.id = hex_id(random, "sgr-");
  rule.egress = true;
  rule.protocol = kEverything;
  rule.ipv4_block = "0.0.0.0/0";
  return rule;
}

SecurityGroup default_group(Random& random, const std::string& vpc_id) {
  SecurityGroup group{hex_id(random, "sg-"), "default", "default VPC security group", vpc_id, {}};
  SecurityGroupRule from_itself;
  from_itself.id = hex_id(random, "sgr-");
  from_itself.protocol = kEverything;
  from_itself.group_id = group.id;
  group.rules = {from_itself, to_anywhere(random)};
  return group;
}

bool admits(const SecurityGroupRule& rule, int tcp_port) {
  if (rule.egress) return false;
  if (rule.protocol == kEverything) return true;
  return rule.protocol == "tcp" && rule.from_port.value_or(0) <= tcp_port && tcp_port <= rule.to_port.value_or(65535);
}

// Moves the rules that are meant over to those that were revoked; false when there are none.
template <class Meant>
bool take_out(SecurityGroup& group, std::vector<SecurityGroupRule>& revoked, Meant meant) {
  const auto gone = std::stable_partition(group.rules.begin(), group.rules.end(), std::not_fn(meant));
  const bool found = gone != group.rules.end();
  revoked.insert(revoked.end(), gone, group.rules.end());
  group.rules.erase(gone, group.rules.end());
  return found;
}

}  // namespace

bool SecurityGroupRule::same_traffic(const SecurityGroupRule& other) const {
  const auto traffic = [](const SecurityGroupRule& rule) {
    return std::tie(rule.egress, rule.protocol, rule.from_port, rule.to_port, rule.ipv4_block, rule.ipv6_block,
                    rule.prefix_list_id, rule.group_id);
  };
  return traffic(*this) == traffic(other);
}

std::string SecurityGroupRule::text() const {
  const std::string peer = ipv4_block + ipv6_block + prefix_list_id + group_id;
  if (protocol == kEverything) return fmt::format("peer: {}, ALL, ALLOW", peer);
  std::string upper = protocol;
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!from_port) return fmt::format("peer: {}, {}, ALLOW", peer, upper);
  return fmt::format("peer: {}, {}, from port: {}, to port: {}, ALLOW", peer, upper, *from_port,
                     to_port.value_or(*from_port));
}

SecurityGroups::SecurityGroups(Store& store, Random& random, Timers& timers, const std::string& default_vpc_id)
    : random_(random), default_vpc_id_(default_vpc_id), groups_(store, "ec2.security_groups"), changes_(timers) {
  if (groups_.all().empty()) add_default_group(default_vpc_id);
}

void SecurityGroups::add_default_group(const std::string& vpc_id) {
  SecurityGroup group = default_group(random_, vpc_id);
  const std::string id = group.id;
  groups_.put(id, std::move(group));
}

void SecurityGroups::erase_default_group(const std::string& vpc_id) {
  groups_.erase(std::string(default_group_id(vpc_id)));
}

const std::string& SecurityGroups::default_group_id(std::string_view vpc_id) const {
  for (const auto& [id, group] : groups_.all()) {
    if (group.vpc_id == vpc_id && group.name == "default") return group.id;
  }
  throw errors::vpc_not_found(vpc_id);
}

const SecurityGroup& SecurityGroups::get(std::string_view id) const {
  if (const auto* group = groups_.find(id)) return *group;
  if (!is_resource_id(id, "sg-")) throw errors::security_group_malformed(id);
  throw errors::security_group_not_found(id);
}

const SecurityGroup* SecurityGroups::find_by_name(std::string_view name) const {
  for (const auto& [id, group] : groups_.all()) {
    if (group.name == name && group.vpc_id == default_vpc_id_) return &group;
  }
  return nullptr;
}

const SecurityGroup& SecurityGroups::get_by_name(std::string_view name) const {
  if (const auto* group = find_by_name(name)) return *group;
  throw errors::security_group_name_not_found(name, default_vpc_id_);
}

InboundSources SecurityGroups::inbound_sources(const std::vector<std::string>& group_ids, int tcp_port) const {
  InboundSources sources;
  const auto add = [](std::vector<std::string>& to, const std::string& text) {
    if (!text.empty() && std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
  };
  for (const auto& id : group_ids) {
    const auto* group = groups_.find(id);
    if (!group) continue;
    for (const auto& rule : group->rules) {
      if (!admits(rule, tcp_port)) continue;
      add(sources.ipv4_blocks, rule.ipv4_block);
      add(sources.groups, rule.group_id);
    }
  }
  return sources;
}

std::vector<SecurityGroupRule> SecurityGroups::authorize(const std::string& group_id,
                                                         std::vector<SecurityGroupRule> rules) {
  SecurityGroup group = get(group_id);
  for (auto& rule : rules) {
    const bool exists = std::any_of(group.rules.begin(), group.rules.end(),
                                    [&](const SecurityGroupRule& other) { return other.same_traffic(rule); });
    if (exists) throw errors::rule_exists(rule.text());
    rule.id = hex_id(random_, "sgr-");
    group.rules.push_back(rule);
  }
  put(std::move(group));
  return rules;
}

std::vector<SecurityGroupRule> SecurityGroups::revoke(const std::string& group_id,
                                                      const std::vector<SecurityGroupRule>& rules) {
  SecurityGroup group = get(group_id);
  std::vector<SecurityGroupRule> revoked;
  for (const auto& rule : rules) {
    const bool found = take_out(group, revoked, [&](const auto& other) { return other.same_traffic(rule); });
    if (!found) throw errors::rule_not_found();
  }
  put(std::move(group));
  return revoked;
}

std::vector<SecurityGroupRule> SecurityGroups::revoke_ids(const std::string& group_id,
                                                          const std::vector<std::string>& rule_ids, bool egress) {
  SecurityGroup group = get(group_id);
  std::vector<SecurityGroupRule> revoked;
  for (const auto& id : rule_ids) {
    const bool found =
        take_out(group, revoked, [&](const auto& rule) { return rule.egress == egress && rule.id == id; });
    if (!found) throw errors::rule_id_not_found(id);
  }
  put(std::move(group));
  return revoked;
}

const SecurityGroupRule* SecurityGroup::find(std::string_view rule_id) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const auto& rule) { return rule.id == rule_id; });
  return found == rules.end() ? nullptr : &*found;
}

const SecurityGroup& SecurityGroups::create(SecurityGroup group) {
  if (group.vpc_id.empty()) group.vpc_id = default_vpc_id_;
  default_group_id(group.vpc_id);
  for (const auto& [id, other] : groups_.all()) {
    if (other.vpc_id == group.vpc_id && other.name == group.name) {
      throw errors::security_group_exists(group.name, group.vpc_id);
    }
  }
  group.id = hex_id(random_, "sg-");
  group.rules = {to_anywhere(random_)};
  const std::string id = group.id;
  return groups_.put(id, std::move(group));
}

void SecurityGroups::erase(const std::string& id) {
  const SecurityGroup& group = get(id);
  if (group.name == "default") throw errors::default_group_permanent(id);
  for (const auto& [other_id, other] : groups_.all()) {
    const bool names_it = std::any_of(other.rules.begin(), other.rules.end(),
                                      [&](const SecurityGroupRule& rule) { return rule.group_id == id; });
    if (other_id != id && names_it) throw errors::depended_on(id);
  }
  for (const auto& uses : users_) {
    if (uses(id)) throw errors::depended_on(id);
  }
  groups_.erase(id);
}

void SecurityGroups::ask_before_erasing(std::function<bool(const std::string&)> uses) {
  users_.push_back(std::move(uses));
}

const SecurityGroup& SecurityGroups::group_of_rule(std::string_view rule_id) const {
  for (const auto& [id, group] : groups_.all()) {
    if (group.find(rule_id) != nullptr) return group;
  }
  throw errors::rule_id_not_found(rule_id);
}

const SecurityGroupRule* SecurityGroups::find_rule(std::string_view rule_id) const {
  for (const auto& [id, group] : groups_.all()) {
    if (const auto* rule = group.find(rule_id)) return rule;
  }
  return nullptr;
}

std::vector<std::string> SecurityGroups::rule_ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, group] : groups_.all()) {
    for (const auto& rule : group.rules) ids.push_back(rule.id);
  }
  return ids;
}

void SecurityGroups::set_tags(const std::string& group_id, Tags tags) {
  SecurityGroup group = get(group_id);
  group.tags = std::move(tags);
  groups_.put(group_id, std::move(group));
}

void SecurityGroups::set_rule_tags(const std::string& rule_id, Tags tags) {
  SecurityGroup group = group_of_rule(rule_id);
  for (auto& rule : group.rules) {
    if (rule.id == rule_id) rule.tags = tags;
  }
  const std::string id = group.id;
  groups_.put(id, std::move(group));
}

void SecurityGroups::put(SecurityGroup group) {
  const std::string id = group.id;
  groups_.put(id, std::move(group));
  changes_.announce({id});
}

}  // namespace aws::region::ec2
