// Where a subnet's route table leads out of its VPC. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "region/ec2/network/network_records.h"

namespace aws::region::ec2 {

// What of a block is outside of another one.
std::vector<Cidr> without(const Cidr& block, const Cidr& hole);

// The blocks to which routes lead through an internet gateway that is attached, no two of which overlap: of 0.0.0.0/0
// what a more specific route leads elsewhere, within the VPC say, is left out.
std::vector<std::string> ways_out(const NetworkRecords& records, std::string_view subnet_id);

}  // namespace aws::region::ec2
