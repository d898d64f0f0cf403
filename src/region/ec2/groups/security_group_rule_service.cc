#include "region/ec2/groups/security_group_rule_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/groups/permissions.h"
#include "region/ec2/pages.h"
#include "region/ec2/tags.h"
#include "region/ec2/text.h"
#include "region/service/unless_empty.h"

namespace aws::region::ec2 {

namespace api = aws::ec2;

namespace {

const Filterable<api::SecurityGroupRule>& filterable_rules() {
  using T = api::SecurityGroupRule;
  static const Filterable<T> table{
      {{"group-id", [](const T& it) { return values(it.GroupId); }},
       {"security-group-rule-id", [](const T& it) { return values(it.SecurityGroupRuleId); }}},
      [](const T& it) -> const std::vector<api::Tag>& { return it.Tags; }};
  return table;
}

std::vector<api::RevokedSecurityGroupRule> to_revoked(const std::string& group_id,
                                                      const std::vector<SecurityGroupRule>& rules) {
  std::vector<api::RevokedSecurityGroupRule> revoked;
  for (const auto& rule : rules) {
    revoked.push_back({.SecurityGroupRuleId = rule.id,
                       .GroupId = group_id,
                       .IsEgress = rule.egress,
                       .IpProtocol = rule.protocol,
                       .FromPort = rule.from_port.value_or(-1),
                       .ToPort = rule.to_port.value_or(-1),
                       .CidrIpv4 = unless_empty(rule.ipv4_block),
                       .CidrIpv6 = unless_empty(rule.ipv6_block),
                       .PrefixListId = unless_empty(rule.prefix_list_id),
                       .ReferencedGroupId = unless_empty(rule.group_id),
                       .Description = unless_empty(rule.description)});
  }
  return revoked;
}

}  // namespace

void SecurityGroupRuleService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::AuthorizeSecurityGroupIngress, this, &SecurityGroupRuleService::authorize_ingress);
  handlers.on(operations::AuthorizeSecurityGroupEgress, this, &SecurityGroupRuleService::authorize_egress);
  handlers.on(operations::RevokeSecurityGroupIngress, this, &SecurityGroupRuleService::revoke_ingress);
  handlers.on(operations::RevokeSecurityGroupEgress, this, &SecurityGroupRuleService::revoke_egress);
  handlers.on(operations::DescribeSecurityGroupRules, this, &SecurityGroupRuleService::describe);
  handlers.on(operations::ModifySecurityGroupRules, this, &SecurityGroupRuleService::modify);
  handlers.on(operations::UpdateSecurityGroupRuleDescriptionsIngress, this,
              &SecurityGroupRuleService::describe_ingress);
  handlers.on(operations::UpdateSecurityGroupRuleDescriptionsEgress, this, &SecurityGroupRuleService::describe_egress);
}

template <class Request>
std::vector<api::SecurityGroupRule> SecurityGroupRuleService::authorized(const SecurityGroup& group,
                                                                         const Request& request, bool egress) {
  auto rules = to_rules(permissions_of(request), egress);
  const Tags tags = requested_tags(request.TagSpecifications, "security-group-rule");
  for (auto& rule : rules) rule.tags = tags;
  std::vector<api::SecurityGroupRule> described;
  const std::string id = group.id;
  for (const auto& rule : groups_.authorize(id, rules)) described.push_back(to_api(groups_.get(id), rule));
  return described;
}

api::AuthorizeSecurityGroupIngressResponse SecurityGroupRuleService::authorize_ingress(
    const api::AuthorizeSecurityGroupIngressRequest& request) {
  const auto& group = group_of(request.GroupId, request.GroupName);
  return {.Return = true, .SecurityGroupRules = authorized(group, request, false)};
}

api::AuthorizeSecurityGroupEgressResponse SecurityGroupRuleService::authorize_egress(
    const api::AuthorizeSecurityGroupEgressRequest& request) {
  return {.Return = true, .SecurityGroupRules = authorized(groups_.get(request.GroupId.value_or("")), request, true)};
}

template <class Request>
std::vector<api::RevokedSecurityGroupRule> SecurityGroupRuleService::revoke(const SecurityGroup& group,
                                                                            const Request& request, bool egress) {
  const std::string id = group.id;
  const auto& ids = request.SecurityGroupRuleIds;
  return to_revoked(id, ids.empty() ? groups_.revoke(id, to_rules(permissions_of(request), egress))
                                    : groups_.revoke_ids(id, ids, egress));
}

api::RevokeSecurityGroupIngressResponse SecurityGroupRuleService::revoke_ingress(
    const api::RevokeSecurityGroupIngressRequest& request) {
  return {.Return = true,
          .RevokedSecurityGroupRules = revoke(group_of(request.GroupId, request.GroupName), request, false)};
}

api::RevokeSecurityGroupEgressResponse SecurityGroupRuleService::revoke_egress(
    const api::RevokeSecurityGroupEgressRequest& request) {
  return {.Return = true,
          .RevokedSecurityGroupRules = revoke(groups_.get(request.GroupId.value_or("")), request, true)};
}

api::DescribeSecurityGroupRulesResponse SecurityGroupRuleService::describe(
    const api::DescribeSecurityGroupRulesRequest& request) const {
  const auto& asked = request.SecurityGroupRuleIds;
  for (const auto& id : asked) groups_.group_of_rule(id);
  std::vector<api::SecurityGroupRule> found;
  for (const auto& [id, group] : groups_.all()) {
    for (const auto& rule : group.rules) {
      if (asked.empty() || std::find(asked.begin(), asked.end(), rule.id) != asked.end()) {
        found.push_back(to_api(group, rule));
      }
    }
  }
  auto page = page_of(
      filtered(std::move(found), request.Filters, filterable_rules()),
      [](const api::SecurityGroupRule& it) { return *it.SecurityGroupRuleId; }, request.MaxResults, request.NextToken);
  return {.SecurityGroupRules = std::move(page.items), .NextToken = page.next};
}

// A rule keeps its id, its direction and its tags; all else is what the request says.
api::ModifySecurityGroupRulesResponse SecurityGroupRuleService::modify(
    const api::ModifySecurityGroupRulesRequest& request) {
  SecurityGroup group = groups_.get(request.GroupId.value_or(""));
  for (const auto& update : request.SecurityGroupRules) {
    const auto id = update.SecurityGroupRuleId.value_or("");
    const auto found =
        std::find_if(group.rules.begin(), group.rules.end(), [&](const auto& rule) { return rule.id == id; });
    if (found == group.rules.end()) throw errors::rule_id_not_found(id);
    if (!update.SecurityGroupRule) throw errors::missing_parameter("SecurityGroupRule");
    const auto rule = changed(*found, *update.SecurityGroupRule);
    const bool exists = std::any_of(group.rules.begin(), group.rules.end(), [&](const SecurityGroupRule& other) {
      return other.id != id && other.same_traffic(rule);
    });
    if (exists) throw errors::rule_exists(rule.text());
    *found = rule;
  }
  groups_.put(std::move(group));
  return {.Return = true};
}

SecurityGroupRule SecurityGroupRuleService::changed(const SecurityGroupRule& rule,
                                                    const api::SecurityGroupRuleRequest& request) const {
  api::IpPermission permission{
      .FromPort = request.FromPort, .IpProtocol = request.IpProtocol, .ToPort = request.ToPort};
  const auto& text = request.Description;
  if (request.CidrIpv4) permission.IpRanges.push_back({.CidrIp = request.CidrIpv4, .Description = text});
  if (request.CidrIpv6) permission.Ipv6Ranges.push_back({.CidrIpv6 = request.CidrIpv6, .Description = text});
  if (request.PrefixListId) {
    permission.PrefixListIds.push_back({.Description = text, .PrefixListId = request.PrefixListId});
  }
  if (request.ReferencedGroupId) {
    permission.UserIdGroupPairs.push_back({.Description = text, .GroupId = request.ReferencedGroupId});
  }
  auto rules = to_rules({permission}, rule.egress);
  if (rules.size() > 1) {
    throw errors::invalid_parameter("A security group rule must have exactly one source or destination");
  }
  rules.front().id = rule.id;
  rules.front().tags = rule.tags;
  return rules.front();
}

template <class Request>
void SecurityGroupRuleService::set_descriptions(const SecurityGroup& found, const Request& request, bool egress) {
  SecurityGroup group = found;
  if (request.IpPermissions.empty() && request.SecurityGroupRuleDescriptions.empty()) {
    throw errors::missing_parameter("ipPermissions");
  }
  for (const auto& each : request.SecurityGroupRuleDescriptions) {
    const auto id = each.SecurityGroupRuleId.value_or("");
    if (group.find(id) == nullptr) throw errors::rule_id_not_found(id);
    for (auto& rule : group.rules) {
      if (rule.id == id) rule.description = each.Description.value_or("");
    }
  }
  if (!request.IpPermissions.empty()) {
    for (const auto& wanted : to_rules(request.IpPermissions, egress)) {
      const auto rule = std::find_if(group.rules.begin(), group.rules.end(),
                                     [&](const SecurityGroupRule& each) { return each.same_traffic(wanted); });
      if (rule == group.rules.end()) throw errors::rule_not_found();
      rule->description = wanted.description;
    }
  }
  groups_.put(std::move(group));
}

api::UpdateSecurityGroupRuleDescriptionsIngressResponse SecurityGroupRuleService::describe_ingress(
    const api::UpdateSecurityGroupRuleDescriptionsIngressRequest& request) {
  set_descriptions(group_of(request.GroupId, request.GroupName), request, false);
  return {.Return = true};
}

api::UpdateSecurityGroupRuleDescriptionsEgressResponse SecurityGroupRuleService::describe_egress(
    const api::UpdateSecurityGroupRuleDescriptionsEgressRequest& request) {
  set_descriptions(group_of(request.GroupId, request.GroupName), request, true);
  return {.Return = true};
}

const SecurityGroup& SecurityGroupRuleService::group_of(const std::optional<std::string>& id,
                                                        const std::optional<std::string>& name) const {
  if (id) return groups_.get(*id);
  if (name) return groups_.get_by_name(*name);
  throw errors::missing_parameter("groupName or groupId");
}

std::vector<SecurityGroupRule> SecurityGroupRuleService::to_rules(const std::vector<api::IpPermission>& permissions,
                                                                  bool egress) const {
  std::vector<SecurityGroupRule> rules;
  for (const auto& permission : permissions) {
    SecurityGroupRule traffic = traffic_of(permission);
    traffic.egress = egress;
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
      add(&SecurityGroupRule::group_id, group_of(pair.GroupId, pair.GroupName).id, pair.Description);
    }
  }
  if (rules.empty()) throw errors::missing_parameter("ipPermissions");
  return rules;
}

api::SecurityGroupRule SecurityGroupRuleService::to_api(const SecurityGroup& group,
                                                        const SecurityGroupRule& rule) const {
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
                                  .Description = unless_empty(rule.description),
                                  .Tags = render_tags<api::Tag>(rule.tags),
                                  .SecurityGroupRuleArn = place_.arn("ec2", "security-group-rule/" + rule.id)};
  if (!rule.group_id.empty()) {
    rendered.ReferencedGroupInfo = api::ReferencedSecurityGroup{.GroupId = rule.group_id, .UserId = place_.account};
  }
  return rendered;
}

}  // namespace aws::region::ec2
