// The operations on internet gateways. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "base/random.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network_records.h"

namespace aws::region::ec2 {

class InternetGatewayService {
 public:
  InternetGatewayService(NetworkRecords& records, Random& random, Place place)
      : records_(records), random_(random), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::CreateInternetGatewayResponse create(const aws::ec2::CreateInternetGatewayRequest& request);
  aws::ec2::DescribeInternetGatewaysResponse describe(const aws::ec2::DescribeInternetGatewaysRequest& request) const;
  aws::ec2::DeleteInternetGatewayResponse remove(const aws::ec2::DeleteInternetGatewayRequest& request);
  aws::ec2::AttachInternetGatewayResponse attach(const aws::ec2::AttachInternetGatewayRequest& request);
  aws::ec2::DetachInternetGatewayResponse detach(const aws::ec2::DetachInternetGatewayRequest& request);

  aws::ec2::InternetGateway view(const InternetGateway& gateway) const;

  NetworkRecords& records_;
  Random& random_;
  Place place_;
};

}  // namespace aws::region::ec2
