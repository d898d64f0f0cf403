// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/default_vpc.h"

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

std::vector<std::string> DefaultVpc::zones() {
  std::vector<std::string> zones;
  for (const Subnet& subnet : default_subnets()) zones.push_back(subnet.zone);
  return zones;
}

std::vector<std::string> DefaultVpc::subnets() {
  std::vector<std::string> ids;
  for (const Subnet& subnet : default_subnets()) ids.push_back(subnet.id);
  return ids;
}

std::string DefaultVpc::subnet_in(const std::string& zone) {
  for (const Subnet& subnet : default_subnets()) {
    if (subnet.zone == zone) return subnet.id;
  }
  throw Error("NoDefaultSubnet", "the default VPC has no default subnet in " + zone);
}

const std::vector<DefaultVpc::Subnet>& DefaultVpc::default_subnets() {
  if (!subnets_) subnets_ = find_subnets(find_zones());
  return *subnets_;
}

std::vector<std::string> DefaultVpc::find_zones() {
  std::vector<std::string> zones;
  for (const auto& zone : ec2_.DescribeAvailabilityZones({}).AvailabilityZones) {
    zones.push_back(zone.ZoneName.value_or(""));
  }
  return zones;
}

// snippet-start:[cpp.example_code.ec2.DescribeSubnets]
std::vector<DefaultVpc::Subnet> DefaultVpc::find_subnets(const std::vector<std::string>& zones) {
  const auto reply = ec2_.DescribeSubnets({.Filters = {{.Name = "vpc-id", .Values = {id()}},
                                                       {.Name = "availability-zone", .Values = zones},
                                                       {.Name = "default-for-az", .Values = {"true"}}}});
  std::vector<Subnet> subnets;
  for (const auto& found : reply.Subnets) {
    subnets.push_back({.id = found.SubnetId.value_or(""), .zone = found.AvailabilityZone.value_or("")});
  }
  return subnets;
}
// snippet-end:[cpp.example_code.ec2.DescribeSubnets]

}  // namespace aws::scenario
