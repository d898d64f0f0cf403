// The operations on security groups. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/security_groups.h"

namespace aws::region::ec2 {

class SecurityGroupService {
 public:
  SecurityGroupService(SecurityGroups& groups, Place place) : groups_(groups), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

  aws::ec2::DescribeSecurityGroupsResponse describe(const aws::ec2::DescribeSecurityGroupsRequest& request) const;
  aws::ec2::AuthorizeSecurityGroupIngressResponse authorize(
      const aws::ec2::AuthorizeSecurityGroupIngressRequest& request);
  aws::ec2::RevokeSecurityGroupIngressResponse revoke(const aws::ec2::RevokeSecurityGroupIngressRequest& request);

 private:
  const SecurityGroup& group_of(const std::optional<std::string>& id, const std::optional<std::string>& name) const;
  std::vector<SecurityGroupRule> to_rules(const std::vector<aws::ec2::IpPermission>& permissions) const;
  std::string referenced_group(const aws::ec2::UserIdGroupPair& pair) const;
  aws::ec2::SecurityGroup to_api(const SecurityGroup& group) const;
  aws::ec2::SecurityGroupRule to_api(const SecurityGroup& group, const SecurityGroupRule& rule) const;

  SecurityGroups& groups_;
  Place place_;
};

}  // namespace aws::region::ec2
