// The operations on route tables, their routes and the subnets that use them. Here they are remembered and told; where
// packets go is up to the machine's loopback interface. Owned by Ec2. Region thread.
#pragma once

#include <string>

#include "base/place.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"

namespace aws::region::ec2 {

class RouteTableService {
 public:
  RouteTableService(NetworkRecords& records, Random& random, Place place)
      : records_(records), random_(random), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateRouteTableResponse create(const aws::ec2::CreateRouteTableRequest& request);
  aws::ec2::DescribeRouteTablesResponse describe(const aws::ec2::DescribeRouteTablesRequest& request) const;
  aws::ec2::DeleteRouteTableResponse remove(const aws::ec2::DeleteRouteTableRequest& request);
  aws::ec2::AssociateRouteTableResponse associate(const aws::ec2::AssociateRouteTableRequest& request);
  aws::ec2::DisassociateRouteTableResponse disassociate(const aws::ec2::DisassociateRouteTableRequest& request);
  aws::ec2::ReplaceRouteTableAssociationResponse replace_association(
      const aws::ec2::ReplaceRouteTableAssociationRequest& request);
  aws::ec2::CreateRouteResponse create_route(const aws::ec2::CreateRouteRequest& request);
  aws::ec2::ReplaceRouteResponse replace_route(const aws::ec2::ReplaceRouteRequest& request);
  aws::ec2::DeleteRouteResponse delete_route(const aws::ec2::DeleteRouteRequest& request);

  RouteTable table_with_association(const std::string& association_id) const;
  // Of a request that creates or replaces a route. Throws for a target that is not an internet gateway.
  template <class Request>
  Route requested_route(const Request& request, const RouteTable& table) const;
  aws::ec2::RouteTable view(const RouteTable& table) const;

  NetworkRecords& records_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::ec2
