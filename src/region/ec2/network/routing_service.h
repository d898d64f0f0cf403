// The operations that describe what surrounds the default VPC's subnets: routes, access lists, the gateway, DNS, prefix
// lists. All of it is as AWS makes it with the VPC; requests from outside reach load balancers and nothing else here.
// Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class RoutingService {
 public:
  RoutingService(const Network& network, Place place) : network_(network), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeVpcAttributeResponse vpc_attribute(const aws::ec2::DescribeVpcAttributeRequest& request) const;
  aws::ec2::DescribeRouteTablesResponse route_tables(const aws::ec2::DescribeRouteTablesRequest& request) const;
  aws::ec2::DescribeNetworkAclsResponse network_acls(const aws::ec2::DescribeNetworkAclsRequest& request) const;
  aws::ec2::DescribeInternetGatewaysResponse gateways(const aws::ec2::DescribeInternetGatewaysRequest& request) const;
  aws::ec2::DescribeDhcpOptionsResponse dhcp_options(const aws::ec2::DescribeDhcpOptionsRequest& request) const;
  aws::ec2::DescribePrefixListsResponse prefix_lists(const aws::ec2::DescribePrefixListsRequest& request) const;
  aws::ec2::DescribeManagedPrefixListsResponse managed_prefix_lists(
      const aws::ec2::DescribeManagedPrefixListsRequest& request) const;

  aws::ec2::RouteTable route_table() const;
  aws::ec2::NetworkAcl network_acl() const;
  aws::ec2::InternetGateway gateway() const;
  aws::ec2::DhcpOptions dhcp() const;

  const Network& network_;
  Place place_;
};

}  // namespace aws::region::ec2
