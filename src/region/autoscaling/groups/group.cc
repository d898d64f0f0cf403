#include "region/autoscaling/groups/group.h"

#include <algorithm>
#include <limits>

namespace aws::region::autoscaling {
namespace {

int alive_in(const Group& group, const std::string& zone) {
  return static_cast<int>(std::count_if(group.members.begin(), group.members.end(),
                                        [&](const Member& member) { return member.counted() && member.zone == zone; }));
}

}  // namespace

int Group::alive() const {
  return static_cast<int>(
      std::count_if(members.begin(), members.end(), [](const Member& member) { return member.counted(); }));
}

bool Group::suspended(std::string_view process) const {
  return std::any_of(suspended_processes.begin(), suspended_processes.end(),
                     [&](const SuspendedProcess& suspended) { return suspended.name == process; });
}

const Member* Group::find(std::string_view instance_id) const {
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.instance_id == instance_id; });
  return found == members.end() ? nullptr : &*found;
}

Member* Group::find(std::string_view instance_id) {
  return const_cast<Member*>(static_cast<const Group&>(*this).find(instance_id));
}

std::string zone_for_launch(const Group& group, const std::set<std::string>& except) {
  std::string chosen;
  int fewest = std::numeric_limits<int>::max();
  for (const std::string& zone : group.zones) {
    const int alive = alive_in(group, zone);
    if (alive >= fewest || except.contains(zone)) continue;
    fewest = alive;
    chosen = zone;
  }
  return chosen;
}

// "Default" keeps the zones level first; the explicit policies look at age alone. Members stand in order of age.
const Member* member_for_scale_in(const Group& group) {
  const std::string policy = group.termination_policies.empty() ? "Default" : group.termination_policies.front();
  const bool by_age = policy == "OldestInstance" || policy == "NewestInstance";
  const Member* chosen = nullptr;
  int most = -1;
  for (const Member& member : group.members) {
    if (!member.counted() || member.protected_from_scale_in) continue;
    const int crowd = by_age ? 0 : alive_in(group, member.zone);
    if (crowd < most || (crowd == most && policy != "NewestInstance")) continue;
    most = crowd;
    chosen = &member;
  }
  return chosen;
}

}  // namespace aws::region::autoscaling
