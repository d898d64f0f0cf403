// How evenly the members of a group stand in its zones, and what that says about where to launch and whom to let go.
// Pure.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-benefits.html
#pragma once

#include <set>
#include <string>

#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

// Where the next instance goes: the enabled zone with the fewest members, the first of several, but none of these; ""
// when there is no other.
std::string zone_for_launch(const Group& group, const std::set<std::string>& except);

// The same, when that zone has at least two members fewer than one from which a member may leave, or members stand in a
// zone that the group does not have any more; "" when the group is as even as it can be.
std::string zone_to_fill(const Group& group, const std::set<std::string>& except);

// Who goes when there are too many: of the fullest zone whose members are not all protected, by the group's first
// termination policy; nullptr when all are protected.
const Member* member_for_scale_in(const Group& group);

}  // namespace aws::region::autoscaling
