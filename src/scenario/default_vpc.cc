#include "scenario/default_vpc.h"

#include <fmt/format.h>

#include "base/error.h"

namespace aws::scenario {

const std::string& DefaultVpc::id() {
  if (id_) return *id_;
  const auto reply = ec2_.DescribeVpcs({.Filters = {{.Name = "is-default", .Values = {"true"}}}});
  if (reply.Vpcs.empty() || !reply.Vpcs.front().VpcId) {
    throw Error("NoDefaultVpc",
                "this account has no default VPC in this region; `aws ec2 create-default-vpc` makes one");
  }
  return id_.emplace(*reply.Vpcs.front().VpcId);
}

const std::vector<std::string>& DefaultVpc::zones() {
  if (zones_) return *zones_;
  std::vector<std::string> zones;
  for (const auto& zone : ec2_.DescribeAvailabilityZones({}).AvailabilityZones) {
    zones.push_back(zone.ZoneName.value_or(""));
  }
  return zones_.emplace(std::move(zones));
}

const std::vector<std::string>& DefaultVpc::subnets() {
  if (subnets_) return *subnets_;
  const auto reply = ec2_.DescribeSubnets({.Filters = {{.Name = "vpc-id", .Values = {id()}},
                                                       {.Name = "availability-zone", .Values = zones()},
                                                       {.Name = "default-for-az", .Values = {"true"}}}});
  std::vector<std::string> subnets;
  for (const auto& subnet : reply.Subnets) subnets.push_back(subnet.SubnetId.value_or(""));
  console_.info(fmt::format("Found {} subnets for the specified zones.", subnets.size()));
  return subnets_.emplace(std::move(subnets));
}

}  // namespace aws::scenario
