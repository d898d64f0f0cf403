// The operations on subnets, and on the zones that they are in. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class SubnetService {
 public:
  SubnetService(Network& network, Random& random, Place place)
      : network_(network), random_(random), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeAvailabilityZonesResponse zones(const aws::ec2::DescribeAvailabilityZonesRequest& request) const;
  aws::ec2::CreateSubnetResponse create(const aws::ec2::CreateSubnetRequest& request);
  aws::ec2::DescribeSubnetsResponse describe(const aws::ec2::DescribeSubnetsRequest& request) const;
  aws::ec2::DeleteSubnetResponse remove(const aws::ec2::DeleteSubnetRequest& request);
  aws::ec2::ModifySubnetAttributeResponse modify(const aws::ec2::ModifySubnetAttributeRequest& request);

  Zone zone_for(const aws::ec2::CreateSubnetRequest& request) const;
  aws::ec2::AvailabilityZone view(const Zone& zone) const;
  aws::ec2::Subnet view(const Subnet& subnet) const;

  Network& network_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::ec2
