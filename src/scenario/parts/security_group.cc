#include "scenario/parts/security_group.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/error.h"
#include "scenario/console/python_text.h"
#include "scenario/parts/despite_failures.h"

namespace aws::scenario {
namespace {

namespace json = boost::json;

constexpr const char* kAllProtocols = "-1";
constexpr const char* kRuleDescription = "resilient-service";

bool is_about(const ec2::IpPermission& rule, std::uint16_t port) {
  if (rule.IpProtocol == kAllProtocols) return true;
  return rule.IpProtocol == "tcp" && rule.FromPort.value_or(0) <= port && port <= rule.ToPort.value_or(65535);
}

bool admits_address(const ec2::IpPermission& rule, const std::string& address) {
  if (!rule.PrefixListIds.empty()) return true;  // a company's network or VPN, presumably ours
  return std::any_of(rule.IpRanges.begin(), rule.IpRanges.end(),
                     [&](const ec2::IpRange& range) { return covers(range.CidrIp.value_or(""), address); });
}

json::object member(const char* name, const std::optional<std::string>& value) { return {{name, value.value_or("")}}; }

json::value to_json(const ec2::IpPermission& rule) {
  json::object result;
  if (rule.FromPort) result["FromPort"] = *rule.FromPort;
  result["IpProtocol"] = rule.IpProtocol.value_or("");
  auto& ranges = result["IpRanges"].emplace_array();
  for (const auto& range : rule.IpRanges) ranges.push_back(member("CidrIp", range.CidrIp));
  auto& ranges6 = result["Ipv6Ranges"].emplace_array();
  for (const auto& range : rule.Ipv6Ranges) ranges6.push_back(member("CidrIpv6", range.CidrIpv6));
  auto& lists = result["PrefixListIds"].emplace_array();
  for (const auto& list : rule.PrefixListIds) lists.push_back(member("PrefixListId", list.PrefixListId));
  if (rule.ToPort) result["ToPort"] = *rule.ToPort;
  auto& groups = result["UserIdGroupPairs"].emplace_array();
  for (const auto& group : rule.UserIdGroupPairs) groups.push_back(member("GroupId", group.GroupId));
  return result;
}

}  // namespace

bool covers(const std::string& cidr, const std::string& address) {
  const auto slash = cidr.find('/');
  in_addr network = {}, host = {};
  if (slash == std::string::npos || inet_pton(AF_INET, cidr.substr(0, slash).c_str(), &network) != 1 ||
      inet_pton(AF_INET, address.c_str(), &host) != 1) {
    return false;
  }
  int length = -1;
  std::from_chars(cidr.data() + slash + 1, cidr.data() + cidr.size(), length);
  if (length < 0 || length > 32) return false;
  const std::uint32_t mask = length == 0 ? 0 : ~std::uint32_t{0} << (32 - length);
  return (ntohl(network.s_addr) & mask) == (ntohl(host.s_addr) & mask);
}

ec2::SecurityGroup SecurityGroup::find() {
  const auto reply = ec2_.DescribeSecurityGroups(
      {.Filters = {{.Name = "group-name", .Values = {"default"}}, {.Name = "vpc-id", .Values = {vpc_.id()}}}});
  if (reply.SecurityGroups.empty()) {
    throw Error("InvalidGroup.NotFound", fmt::format("the VPC {} has no default security group", vpc_.id()));
  }
  id_ = reply.SecurityGroups.front().GroupId.value_or("");
  return reply.SecurityGroups.front();
}

const std::string& SecurityGroup::id() {
  if (id_.empty()) find();
  return id_;
}

bool SecurityGroup::admits(const std::string& address, std::uint16_t port) {
  const auto group = find();
  console_.info(fmt::format("Found default security group {}.", group.GroupId.value_or("")));
  for (const auto& rule : group.IpPermissions) {
    if (!is_about(rule, port)) continue;
    console_.info(fmt::format("Found inbound rule: {}", python_repr(to_json(rule))));
    if (admits_address(rule, address)) return true;
    console_.info(
        fmt::format("The inbound rule does not appear to be open to either this computer's IP\n"
                    "address of {}, to all IP addresses (0.0.0.0/0), or to a prefix list ID.",
                    address));
  }
  return false;
}

void SecurityGroup::open(const std::string& address, std::uint16_t port) {
  const std::string& group = id();
  const ec2::IpRange range{.CidrIp = address + "/32", .Description = kRuleDescription};
  const bool added = waiting_.once("the rule exists", "InvalidPermission.Duplicate", [&] {
    ec2_.AuthorizeSecurityGroupIngress(
        {.GroupId = group,
         .IpPermissions = {{.FromPort = port, .IpProtocol = "tcp", .IpRanges = {range}, .ToPort = port}}});
  });
  if (added) console_.info(fmt::format("Authorized ingress to {} on port {} from {}.", group, port, *range.CidrIp));
}

std::vector<ec2::IpPermission> SecurityGroup::own_rules() {
  std::vector<ec2::IpPermission> own;
  if (!vpc_.exists()) return own;
  for (const auto& rule : find().IpPermissions) {
    for (const auto& range : rule.IpRanges) {
      if (range.Description != kRuleDescription) continue;
      own.push_back({.FromPort = rule.FromPort,
                     .IpProtocol = rule.IpProtocol,
                     .IpRanges = {{.CidrIp = range.CidrIp}},
                     .ToPort = rule.ToPort});
    }
  }
  return own;
}

// One by one: of several in a call, one that has gone keeps them all.
void SecurityGroup::destroy_rules() {
  DespiteFailures each;
  for (const auto& rule : own_rules()) each([&] { revoke(rule); });
  each.throw_first();
}

void SecurityGroup::revoke(const ec2::IpPermission& rule) {
  const std::string& group = id();
  waiting_.once("the rule is revoked", "InvalidPermission.NotFound",
                [&] { ec2_.RevokeSecurityGroupIngress({.GroupId = group, .IpPermissions = {rule}}); });
  console_.info(fmt::format("Revoked ingress to {} on port {} from {}.", group, rule.FromPort.value_or(0),
                            rule.IpRanges.front().CidrIp.value_or("")));
}

std::vector<std::string> SecurityGroup::existing_rules() {
  std::vector<std::string> found;
  for (const auto& rule : own_rules()) {
    found.push_back(fmt::format("security group rule for {} on port {}", rule.IpRanges.front().CidrIp.value_or(""),
                                rule.FromPort.value_or(0)));
  }
  return found;
}

}  // namespace aws::scenario
