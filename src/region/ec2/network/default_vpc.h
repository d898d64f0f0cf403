// The VPC that every account has, and the zones of a region. Its ids are drawn once per data folder; those of a folder
// that an earlier version wrote are taken up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "region/ec2/network/cidr.h"
#include "region/ec2/network/records.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

struct DefaultVpc {
  Vpc vpc;
  std::vector<Subnet> subnets;  // one in each zone
  RouteTable route_table;
  InternetGateway gateway;
};

std::vector<Zone> zones_of(std::string_view region);
std::string zone_id_of(std::string_view zone);  // "us-west-2a" is "usw2-az2"; "" of none
DefaultVpc default_vpc_of(Store& store, Random& random, const std::vector<Zone>& zones, const Cidr& vpc_block);

}  // namespace aws::region::ec2
