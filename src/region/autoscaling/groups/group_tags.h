// The tags of groups, which say whether instances launched from now on have them too.
#pragma once

#include <string>
#include <vector>

#include "contract/autoscaling.h"
#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

inline constexpr const char* kTaggedType = "auto-scaling-group";

// As a request for one group has them; a tag may say which group it is for, which is this one. Throws ValidationError,
// LimitExceeded.
std::vector<Tag> checked_tags(const std::vector<aws::autoscaling::Tag>& tags, const std::string& group);

// What is there already gets the new value. Throws LimitExceeded.
void add_tag(std::vector<Tag>& tags, const Tag& added);

}  // namespace aws::region::autoscaling
