#include "region/autoscaling/balance/zone_balance.h"

#include <algorithm>
#include <limits>

#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

constexpr int kTooMany = std::numeric_limits<int>::max();  // one is, in a zone that the group does not have

int alive_in(const Group& group, const std::string& zone) {
  return static_cast<int>(std::count_if(group.members.begin(), group.members.end(),
                                        [&](const Member& member) { return member.counted() && member.zone == zone; }));
}

int crowd_around(const Group& group, const Member& member) {
  return contains(group.zones, member.zone) ? alive_in(group, member.zone) : kTooMany;
}

}  // namespace

std::string zone_for_launch(const Group& group, const std::set<std::string>& except) {
  std::string chosen;
  int fewest = kTooMany;
  for (const std::string& zone : group.zones) {
    const int alive = alive_in(group, zone);
    if (alive >= fewest || except.contains(zone)) continue;
    fewest = alive;
    chosen = zone;
  }
  return chosen;
}

std::string zone_to_fill(const Group& group, const std::set<std::string>& except) {
  const std::string emptiest = zone_for_launch(group, except);
  const Member* leaves = member_for_scale_in(group);
  if (emptiest.empty() || !leaves) return {};
  return crowd_around(group, *leaves) - alive_in(group, emptiest) >= 2 ? emptiest : "";
}

// The zones are kept level before a policy is asked, whichever it is. Members stand in order of age.
const Member* member_for_scale_in(const Group& group) {
  const bool newest = !group.termination_policies.empty() && group.termination_policies.front() == "NewestInstance";
  const Member* chosen = nullptr;
  int most = 0;
  for (const Member& member : group.members) {
    if (!member.counted() || member.protected_from_scale_in) continue;
    const int crowd = crowd_around(group, member);
    if (crowd < most || (crowd == most && !newest)) continue;
    most = crowd;
    chosen = &member;
  }
  return chosen;
}

}  // namespace aws::region::autoscaling
