// The types of instance that are described: AWS's own facts about them. Any other name of the right form may be
// launched too; what an instance can do does not depend on it here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "contract/ec2.h"
#include "region/ec2/filters.h"

namespace aws::region::ec2 {

const std::vector<aws::ec2::InstanceTypeInfo>& instance_types();              // in order of their names
const aws::ec2::InstanceTypeInfo* find_instance_type(std::string_view name);  // nullptr: not described
std::uint64_t memory_of_type(std::string_view name);                          // bytes; 0: not described

const Filterable<aws::ec2::InstanceTypeInfo>& filterable_instance_types();

}  // namespace aws::region::ec2
