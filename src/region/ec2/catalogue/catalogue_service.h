// The operations on what EC2 offers: images, and types of instance. Owned by Ec2. Region thread.
#pragma once

#include "base/place.h"
#include "contract/ec2.h"
#include "contract/handlers.h"
#include "region/ec2/network/network.h"
#include "region/ec2/ports.h"

namespace aws::region::ec2 {

class CatalogueService {
 public:
  CatalogueService(Images& images, const Network& network, Place place)
      : images_(images), network_(network), place_(std::move(place)) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::ec2::DescribeImagesResponse describe_images(const aws::ec2::DescribeImagesRequest& request) const;
  aws::ec2::DescribeInstanceTypesResponse describe_types(const aws::ec2::DescribeInstanceTypesRequest& request) const;
  aws::ec2::DescribeInstanceTypeOfferingsResponse describe_offerings(
      const aws::ec2::DescribeInstanceTypeOfferingsRequest& request) const;

  bool owned_by(const Image& image, const std::string& owner) const;
  std::vector<std::string> locations(std::string_view type) const;

  Images& images_;
  const Network& network_;
  Place place_;
};

}  // namespace aws::region::ec2
