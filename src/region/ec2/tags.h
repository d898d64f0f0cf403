// Tags as EC2 takes them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "contract/ec2.h"
#include "region/service/tags.h"

namespace aws::region::ec2 {

// The tags asked for at the creation of something. Throws InvalidParameterValue for a reserved key ("aws:...") or for
// tags of another type of resource.
Tags requested_tags(const std::vector<aws::ec2::TagSpecification>& specifications, std::string_view resource_type);

// Of the request's own list. Throws as above.
Tags checked_tags(const std::vector<aws::ec2::Tag>& tags);
// Throws TagLimitExceeded beyond fifty.
void add_checked_tags(Tags& tags, const Tags& added);

}  // namespace aws::region::ec2
