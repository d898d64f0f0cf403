// The operations on security groups as a whole. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"

namespace aws::region::ec2 {

class SecurityGroupService {
 public:
  SecurityGroupService(SecurityGroups& groups, Place place) : groups_(groups), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateSecurityGroupResponse create(const aws::ec2::CreateSecurityGroupRequest& request);
  aws::ec2::DescribeSecurityGroupsResponse describe(const aws::ec2::DescribeSecurityGroupsRequest& request) const;
  aws::ec2::DeleteSecurityGroupResponse remove(const aws::ec2::DeleteSecurityGroupRequest& request);

  aws::ec2::SecurityGroup to_api(const SecurityGroup& group) const;

  SecurityGroups& groups_;
  Place place_;
};

}  // namespace aws::region::ec2
