// The operations on VPCs. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class VpcService {
 public:
  VpcService(Network& network, SecurityGroups& groups, Random& random, Place place)
      : network_(network), groups_(groups), random_(random), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateVpcResponse create(const aws::ec2::CreateVpcRequest& request);
  aws::ec2::DescribeVpcsResponse describe(const aws::ec2::DescribeVpcsRequest& request) const;
  aws::ec2::DeleteVpcResponse remove(const aws::ec2::DeleteVpcRequest& request);
  aws::ec2::ModifyVpcAttributeResponse modify(const aws::ec2::ModifyVpcAttributeRequest& request);
  aws::ec2::DescribeVpcAttributeResponse attribute(const aws::ec2::DescribeVpcAttributeRequest& request) const;

  aws::ec2::Vpc view(const Vpc& vpc) const;
  bool depended_on(const Vpc& vpc) const;

  Network& network_;
  SecurityGroups& groups_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::ec2
