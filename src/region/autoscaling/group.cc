#include "region/autoscaling/group.h"

#include <algorithm>
#include <map>

namespace aws::region::autoscaling {
namespace {

int alive_in(const Group& group, const std::string& zone) {
  return static_cast<int>(std::count_if(group.members.begin(), group.members.end(), [&](const Member& member) {
    return !member.terminating() && member.zone == zone;
  }));
}

}  // namespace

int Group::alive() const {
  return static_cast<int>(
      std::count_if(members.begin(), members.end(), [](const Member& member) { return !member.terminating(); }));
}

const Member* Group::find(std::string_view instance_id) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.instance_id == instance_id; });
  return found == members.end() ? nullptr : &*found;
}

Member* Group::find(std::string_view instance_id) {
  return const_cast<Member*>(static_cast<const Group&>(*this).find(instance_id));
}

std::string zone_for_launch(const Group& group) {
  const auto fewest = std::min_element(
      group.zones.begin(), group.zones.end(),
      [&](const auto& left, const auto& right) { return alive_in(group, left) < alive_in(group, right); });
  return fewest == group.zones.end() ? "" : *fewest;
}

// "Default" keeps the zones level first; the explicit policies look at age alone. Members stand in order of age.
const Member* member_for_scale_in(const Group& group) {
  const std::string policy = group.termination_policies.empty() ? "Default" : group.termination_policies.front();
  const bool by_age = policy == "OldestInstance" || policy == "NewestInstance";
  const Member* chosen = nullptr;
  int most = -1;
  for (const Member& member : group.members) {
    if (member.terminating() || member.protected_from_scale_in) continue;
    const int crowd = by_age ? 0 : alive_in(group, member.zone);
    if (crowd < most || (crowd == most && policy != "NewestInstance")) continue;
    most = crowd;
    chosen = &member;
  }
  return chosen;
}

}  // namespace aws::region::autoscaling
