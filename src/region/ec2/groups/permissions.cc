#include "region/ec2/groups/permissions.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>

#include "region/ec2/errors.h"
#include "region/ec2/text.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {
namespace {

// The name that EC2 gives back for a protocol's name or number.
std::string canonical_protocol(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (text == "all") return "-1";
  if (text == "6") return "tcp";
  if (text == "17") return "udp";
  if (text == "1") return "icmp";
  if (text == "58") return "icmpv6";
  if (text == "-1" || text == "tcp" || text == "udp" || text == "icmp" || text == "icmpv6") return text;
  const bool number = !text.empty() && text.size() <= 3 &&
                      std::all_of(text.begin(), text.end(), [](unsigned char c) { return std::isdigit(c); });
  if (number && std::stoi(text) <= 255) return text;
  throw errors::invalid_parameter(fmt::format("Invalid value '{}' for IP protocol. Unknown protocol.", text));
}

void check_ports(const SecurityGroupRule& rule) {
  if (!rule.from_port || !rule.to_port) {
    throw errors::invalid_parameter("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }
  for (const int port : {*rule.from_port, *rule.to_port}) {
    if (port < 0 || port > 65535) throw errors::invalid_parameter(fmt::format("TCP/UDP port ({}) out of range", port));
  }
  if (*rule.from_port > *rule.to_port) {
    throw errors::invalid_parameter(fmt::format("Invalid TCP/UDP port range ({}:{})", *rule.from_port, *rule.to_port));
  }
}

void add_source(aws::ec2::IpPermission& permission, const SecurityGroupRule& rule, const std::string& account) {
  const auto description = unless_empty(rule.description);
  if (!rule.ipv4_block.empty()) permission.IpRanges.push_back({.CidrIp = rule.ipv4_block, .Description = description});
  if (!rule.ipv6_block.empty()) {
    permission.Ipv6Ranges.push_back({.CidrIpv6 = rule.ipv6_block, .Description = description});
  }
  if (!rule.prefix_list_id.empty()) {
    permission.PrefixListIds.push_back({.Description = description, .PrefixListId = rule.prefix_list_id});
  }
  if (!rule.group_id.empty()) {
    permission.UserIdGroupPairs.push_back({.Description = description, .GroupId = rule.group_id, .UserId = account});
  }
}

}  // namespace

SecurityGroupRule traffic_of(const aws::ec2::IpPermission& permission) {
  if (!permission.IpProtocol) throw errors::missing_parameter("ipProtocol");
  SecurityGroupRule rule;
  rule.protocol = canonical_protocol(*permission.IpProtocol);
  const bool has_ports = rule.protocol == "tcp" || rule.protocol == "udp";
  const bool has_types = rule.protocol == "icmp" || rule.protocol == "icmpv6";
  if (has_ports || has_types) {  // any other protocol is admitted whole, whatever ports are named
    rule.from_port = permission.FromPort;
    rule.to_port = permission.ToPort;
  }
  if (has_types && !rule.from_port) rule.from_port = rule.to_port = -1;
  if (has_ports) check_ports(rule);
  return rule;
}

std::vector<aws::ec2::IpPermission> gather(const std::vector<SecurityGroupRule>& rules, bool egress,
                                           const std::string& account) {
  std::vector<aws::ec2::IpPermission> permissions;
  for (const auto& rule : rules) {
    if (rule.egress != egress) continue;
    auto same = std::find_if(permissions.begin(), permissions.end(), [&](const aws::ec2::IpPermission& it) {
      return it.IpProtocol == rule.protocol && it.FromPort == rule.from_port && it.ToPort == rule.to_port;
    });
    if (same == permissions.end()) {
      permissions.push_back({.FromPort = rule.from_port, .IpProtocol = rule.protocol, .ToPort = rule.to_port});
      same = std::prev(permissions.end());
    }
    add_source(*same, rule, account);
  }
  return permissions;
}

}  // namespace aws::region::ec2
