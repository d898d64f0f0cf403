// Between the contract's IpPermission, which gathers the sources of one range of ports, and rules, which have one
// source each. Region thread.
#pragma once

#include <vector>

#include "contract/ec2.h"
#include "region/ec2/groups/security_groups.h"

namespace aws::region::ec2 {

// The protocol and ports, checked, with no source yet. Throws InvalidParameterValue or MissingParameter.
SecurityGroupRule traffic_of(const aws::ec2::IpPermission& permission);

// The short form of a request (CidrIp, IpProtocol, FromPort, ToPort beside GroupId) as a permission.
template <class Request>
std::vector<aws::ec2::IpPermission> permissions_of(const Request& request) {
  auto permissions = request.IpPermissions;
  if (!request.IpProtocol && !request.CidrIp && !request.SourceSecurityGroupName) return permissions;
  aws::ec2::IpPermission permission{
      .FromPort = request.FromPort, .IpProtocol = request.IpProtocol, .ToPort = request.ToPort};
  if (request.CidrIp) permission.IpRanges.push_back({.CidrIp = request.CidrIp});
  if (request.SourceSecurityGroupName) {
    permission.UserIdGroupPairs.push_back(
        {.GroupName = request.SourceSecurityGroupName, .UserId = request.SourceSecurityGroupOwnerId});
    if (!permission.IpProtocol) permission.IpProtocol = "-1";
  }
  permissions.push_back(std::move(permission));
  return permissions;
}

// The rules of one direction, gathered by protocol and ports.
std::vector<aws::ec2::IpPermission> gather(const std::vector<SecurityGroupRule>& rules, bool egress,
                                           const std::string& account);

}  // namespace aws::region::ec2
