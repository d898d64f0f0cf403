// The operations on zones, VPCs and subnets. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class NetworkService {
 public:
  NetworkService(const Network& network, Place place) : network_(network), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

  aws::ec2::DescribeAvailabilityZonesResponse zones(const aws::ec2::DescribeAvailabilityZonesRequest& request) const;
  aws::ec2::DescribeVpcsResponse vpcs(const aws::ec2::DescribeVpcsRequest& request) const;
  aws::ec2::DescribeSubnetsResponse subnets(const aws::ec2::DescribeSubnetsRequest& request) const;

 private:
  aws::ec2::AvailabilityZone zone(const Zone& zone) const;
  aws::ec2::Vpc vpc() const;
  aws::ec2::Subnet subnet(const Subnet& subnet) const;

  const Network& network_;
  Place place_;
};

}  // namespace aws::region::ec2
