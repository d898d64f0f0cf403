// The operations that describe what comes with a VPC and stays as it is: network ACLs, DHCP options and AWS's own
// prefix lists. Requests from outside reach load balancers and nothing else here. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network_records.h"

namespace aws::region::ec2 {

class SurroundingsService {
 public:
  SurroundingsService(const NetworkRecords& records, Place place) : records_(records), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeNetworkAclsResponse network_acls(const aws::ec2::DescribeNetworkAclsRequest& request) const;
  aws::ec2::DescribeDhcpOptionsResponse dhcp_options(const aws::ec2::DescribeDhcpOptionsRequest& request) const;
  aws::ec2::DescribePrefixListsResponse prefix_lists(const aws::ec2::DescribePrefixListsRequest& request) const;
  aws::ec2::DescribeManagedPrefixListsResponse managed_prefix_lists(
      const aws::ec2::DescribeManagedPrefixListsRequest& request) const;

  aws::ec2::NetworkAcl network_acl(const Vpc& vpc) const;
  aws::ec2::DhcpOptions dhcp() const;

  const NetworkRecords& records_;
  Place place_;
};

}  // namespace aws::region::ec2
