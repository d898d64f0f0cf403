// The operations that tell an account about itself and about the regions that there are. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class AccountService {
 public:
  AccountService(const Network& network, Place place) : network_(network), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeRegionsResponse regions(const aws::ec2::DescribeRegionsRequest& request) const;
  aws::ec2::DescribeAccountAttributesResponse attributes(
      const aws::ec2::DescribeAccountAttributesRequest& request) const;
  // Of EC2-Classic, which was switched off everywhere in 2022; tools ask for it all the same.
  aws::ec2::DescribeVpcClassicLinkResponse classic_link(const aws::ec2::DescribeVpcClassicLinkRequest& request) const;
  aws::ec2::DescribeVpcClassicLinkDnsSupportResponse classic_link_dns(
      const aws::ec2::DescribeVpcClassicLinkDnsSupportRequest& request) const;

  const Network& network_;
  Place place_;
};

}  // namespace aws::region::ec2
