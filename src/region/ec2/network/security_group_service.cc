#include "region/ec2/network/security_group_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/network/permissions.h"
#include "region/ec2/pages.h"
#include "region/ec2/text.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

// What the sources or the traffic of a group's inbound permissions say about one thing.
template <class Read>
Values of_permissions(const api::SecurityGroup& group, Read read) {
  Values all;
  for (const auto& permission : group.IpPermissions) {
    const Values some = read(permission);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

Values blocks(const api::IpPermission& permission) {
  Values all;
  for (const auto& range : permission.IpRanges) all.push_back(range.CidrIp.value_or(""));
  return all;
}

Values referenced_groups(const api::IpPermission& permission) {
  Values all;
  for (const auto& pair : permission.UserIdGroupPairs) all.push_back(pair.GroupId.value_or(""));
  return all;
}

const Filterable<api::SecurityGroup>& filterable_groups() {
  using T = api::SecurityGroup;
  using P = api::IpPermission;
  static const Filterable<T> table{
      {{"description", [](const T& it) { return values(it.Description); }},
       {"group-id", [](const T& it) { return values(it.GroupId); }},
       {"group-name", [](const T& it) { return values(it.GroupName); }},
       {"owner-id", [](const T& it) { return values(it.OwnerId); }},
       {"vpc-id", [](const T& it) { return values(it.VpcId); }},
       {"ip-permission.cidr", [](const T& it) { return of_permissions(it, blocks); }},
       {"ip-permission.group-id", [](const T& it) { return of_permissions(it, referenced_groups); }},
       {"ip-permission.from-port",
        [](const T& it) { return of_permissions(it, [](const P& p) { return values(p.FromPort); }); }},
       {"ip-permission.to-port",
        [](const T& it) { return of_permissions(it, [](const P& p) { return values(p.ToPort); }); }},
       {"ip-permission.protocol",
        [](const T& it) { return of_permissions(it, [](const P& p) { return values(p.IpProtocol); }); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

}  // namespace

void SecurityGroupService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::DescribeSecurityGroups, this, &SecurityGroupService::describe);
  handlers.on(api::operations::AuthorizeSecurityGroupIngress, this, &SecurityGroupService::authorize);
  handlers.on(api::operations::RevokeSecurityGroupIngress, this, &SecurityGroupService::revoke);
}

api::DescribeSecurityGroupsResponse SecurityGroupService::describe(
    const api::DescribeSecurityGroupsRequest& request) const {
  std::vector<std::string> asked = request.GroupIds;
  for (const auto& id : request.GroupIds) groups_.get(id);
  for (const auto& name : request.GroupNames) asked.push_back(groups_.get_by_name(name).id);
  std::vector<api::SecurityGroup> found;
  for (const auto& [id, group] : groups_.all()) {
    if (asked.empty() || std::find(asked.begin(), asked.end(), id) != asked.end()) found.push_back(to_api(group));
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_groups()),
      [](const api::SecurityGroup& it) { return *it.GroupId; }, request.MaxResults, request.NextToken);
  return {.SecurityGroups = std::move(page.items), .NextToken = page.next};
}

api::AuthorizeSecurityGroupIngressResponse SecurityGroupService::authorize(
    const api::AuthorizeSecurityGroupIngressRequest& request) {
  const SecurityGroup& group = group_of(request.GroupId, request.GroupName);
  const auto rules = to_rules(permissions_of(request));
  api::AuthorizeSecurityGroupIngressResponse response{.Return = true};
  for (const auto& rule : groups_.authorize(group.id, rules)) {
    response.SecurityGroupRules.push_back(to_api(group, rule));
  }
  return response;
}

api::RevokeSecurityGroupIngressResponse SecurityGroupService::revoke(
    const api::RevokeSecurityGroupIngressRequest& request) {
  const SecurityGroup& group = group_of(request.GroupId, request.GroupName);
  if (!request.SecurityGroupRuleIds.empty()) {
    groups_.revoke_ids(group.id, request.SecurityGroupRuleIds);
  } else {
    const auto rules = to_rules(permissions_of(request));
    groups_.revoke(group.id, rules);
  }
  return {.Return = true};
}

const SecurityGroup& SecurityGroupService::group_of(const std::optional<std::string>& id,
                                                    const std::optional<std::string>& name) const {
  if (id) return groups_.get(*id);
  if (name) return groups_.get_by_name(*name);
  throw errors::missing_parameter("groupName or groupId");
}

std::vector<SecurityGroupRule> SecurityGroupService::to_rules(const std::vector<api::IpPermission>& permissions) const {
  std::vector<SecurityGroupRule> rules;
  for (const auto& permission : permissions) {
    const SecurityGroupRule traffic = traffic_of(permission);
    const auto add = [&](std::string SecurityGroupRule::*source, std::string value,
                         const std::optional<std::string>& description) {
      SecurityGroupRule rule = traffic;
      rule.*source = std::move(value);
      rule.description = description.value_or("");
      rules.push_back(std::move(rule));
    };
    for (const auto& range : permission.IpRanges) {
      const auto block = canonical_ipv4_block(range.CidrIp.value_or(""));
      if (!block) throw errors::cidr_malformed(range.CidrIp.value_or(""));
      add(&SecurityGroupRule::ipv4_block, *block, range.Description);
    }
    for (const auto& range : permission.Ipv6Ranges) {
      const auto block = canonical_ipv6_block(range.CidrIpv6.value_or(""));
      if (!block) throw errors::cidr_malformed(range.CidrIpv6.value_or(""));
      add(&SecurityGroupRule::ipv6_block, *block, range.Description);
    }
    for (const auto& list : permission.PrefixListIds) {
      add(&SecurityGroupRule::prefix_list_id, list.PrefixListId.value_or(""), list.Description);
    }
    for (const auto& pair : permission.UserIdGroupPairs) {
      add(&SecurityGroupRule::group_id, referenced_group(pair), pair.Description);
    }
  }
  if (rules.empty()) throw errors::missing_parameter("ipPermissions");
  return rules;
}

std::string SecurityGroupService::referenced_group(const api::UserIdGroupPair& pair) const {
  return group_of(pair.GroupId, pair.GroupName).id;
}

api::SecurityGroup SecurityGroupService::to_api(const SecurityGroup& group) const {
  return {.Description = group.description,
          .GroupName = group.name,
          .IpPermissions = gather(group.rules, false, place_.account),
          .OwnerId = place_.account,
          .GroupId = group.id,
          .IpPermissionsEgress = gather(group.rules, true, place_.account),
          .VpcId = group.vpc_id};
}

api::SecurityGroupRule SecurityGroupService::to_api(const SecurityGroup& group, const SecurityGroupRule& rule) const {
  api::SecurityGroupRule rendered{.SecurityGroupRuleId = rule.id,
                                  .GroupId = group.id,
                                  .GroupOwnerId = place_.account,
                                  .IsEgress = rule.egress,
                                  .IpProtocol = rule.protocol,
                                  .FromPort = rule.from_port.value_or(-1),
                                  .ToPort = rule.to_port.value_or(-1),
                                  .CidrIpv4 = unless_empty(rule.ipv4_block),
                                  .CidrIpv6 = unless_empty(rule.ipv6_block),
                                  .PrefixListId = unless_empty(rule.prefix_list_id),
                                  .Description = unless_empty(rule.description)};
  if (!rule.group_id.empty()) {
    rendered.ReferencedGroupInfo = api::ReferencedSecurityGroup{.GroupId = rule.group_id, .UserId = place_.account};
  }
  return rendered;
}

}  // namespace aws::region::ec2
