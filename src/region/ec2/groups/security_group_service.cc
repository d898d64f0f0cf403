#include "region/ec2/groups/security_group_service.h"

#include <algorithm>

#include "region/ec2/errors.h"
#include "region/ec2/filters.h"
#include "region/ec2/groups/permissions.h"
#include "region/ec2/pages.h"
#include "region/ec2/tags.h"

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
  handlers.on(api::operations::CreateSecurityGroup, this, &SecurityGroupService::create);
  handlers.on(api::operations::DescribeSecurityGroups, this, &SecurityGroupService::describe);
  handlers.on(api::operations::DeleteSecurityGroup, this, &SecurityGroupService::remove);
}

api::CreateSecurityGroupResponse SecurityGroupService::create(const api::CreateSecurityGroupRequest& request) {
  SecurityGroup group{.name = request.GroupName.value_or(""),
                      .description = request.Description.value_or(""),
                      .vpc_id = request.VpcId.value_or(""),
                      .tags = requested_tags(request.TagSpecifications, "security-group")};
  if (group.name == "default" || group.name.starts_with("sg-")) throw errors::security_group_name_invalid(group.name);
  const SecurityGroup& created = groups_.create(std::move(group));
  return {.GroupId = created.id,
          .Tags = render_tags<api::Tag>(created.tags),
          .SecurityGroupArn = place_.arn("ec2", "security-group/" + created.id)};
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

api::DeleteSecurityGroupResponse SecurityGroupService::remove(const api::DeleteSecurityGroupRequest& request) {
  if (!request.GroupId && !request.GroupName) throw errors::missing_parameter("groupName or groupId");
  const auto& group = request.GroupId ? groups_.get(*request.GroupId) : groups_.get_by_name(*request.GroupName);
  groups_.erase(std::string(group.id));
  return {};
}

api::SecurityGroup SecurityGroupService::to_api(const SecurityGroup& group) const {
  return {.Description = group.description,
          .GroupName = group.name,
          .IpPermissions = gather(group.rules, false, place_.account),
          .OwnerId = place_.account,
          .GroupId = group.id,
          .IpPermissionsEgress = gather(group.rules, true, place_.account),
          .Tags = render_tags<api::Tag>(group.tags),
          .VpcId = group.vpc_id,
          .SecurityGroupArn = place_.arn("ec2", "security-group/" + group.id)};
}

}  // namespace aws::region::ec2
