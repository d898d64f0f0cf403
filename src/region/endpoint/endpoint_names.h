// The names of AWS's endpoints. In the VPC all of them lead to the region, and so to nobody else. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aws::region::endpoint {

// In any partition; the name is in lower case.
bool is_aws_name(std::string_view name);

// Whether nobody outside of the VPC knows it: those of instances, of no domain at all, and of the VPC's addresses.
bool is_private_name(std::string_view name);

// Below which the names of a region's partition are: "amazonaws.com", "api.aws".
std::vector<std::string> domains(std::string_view region);

// The names of a certificate with which the region is whatever it is taken for: the global endpoints, and those of each
// region of its partition. It refuses what is meant for another region itself, in words that say so. A "*" stands for
// one label.
std::vector<std::string> certified_names(std::string_view region);

}  // namespace aws::region::endpoint
