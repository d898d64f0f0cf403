#include "scenario/default_vpc.h"

#include "base/error.h"

namespace aws::scenario {

// snippet-start:[cpp.example_code.ec2.DescribeVpcs]
std::optional<std::string> DefaultVpc::find() {
  const auto reply = ec2_.DescribeVpcs({.Filters = {{.Name = "is-default", .Values = {"true"}}}});
  if (reply.Vpcs.empty()) return std::nullopt;
  return reply.Vpcs.front().VpcId;
}
// snippet-end:[cpp.example_code.ec2.DescribeVpcs]

bool DefaultVpc::exists() {
  if (!id_) id_ = find();
  return id_.has_value();
}

const std::string& DefaultVpc::id() {
  if (!exists()) {
    throw Error("NoDefaultVpc",
                "this account has no default VPC in this region; `aws ec2 create-default-vpc` makes one");
  }
  return *id_;
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
  if (!subnets_) subnets_ = find_subnets();
  return *subnets_;
}

// snippet-start:[cpp.example_code.ec2.DescribeSubnets]
std::vector<std::string> DefaultVpc::find_subnets() {
  const auto reply = ec2_.DescribeSubnets({.Filters = {{.Name = "vpc-id", .Values = {id()}},
                                                       {.Name = "availability-zone", .Values = zones()},
                                                       {.Name = "default-for-az", .Values = {"true"}}}});
  std::vector<std::string> subnets;
  for (const auto& subnet : reply.Subnets) subnets.push_back(subnet.SubnetId.value_or(""));
  return subnets;
}
// snippet-end:[cpp.example_code.ec2.DescribeSubnets]

}  // namespace aws::scenario
