// Tags between the contract's lists and the stores' maps.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "contract/ec2.h"

namespace aws::region::ec2 {

std::vector<aws::ec2::Tag> to_tags(const std::map<std::string, std::string>& tags);

// The tags asked for at the creation of something. Throws InvalidParameterValue for a reserved key ("aws:...") or for
// tags of another type of resource.
std::map<std::string, std::string> requested_tags(const std::vector<aws::ec2::TagSpecification>& specifications,
                                                  std::string_view resource_type);

}  // namespace aws::region::ec2
