#include "region/autoscaling/groups/group.h"

#include <algorithm>

namespace aws::region::autoscaling {
int Group::alive() const {
  return static_cast<int>(
      std::count_if(members.begin(), members.end(), [](const Member& member) { return member.counted(); }));
}

int Group::arriving_to_balance() const {
  return static_cast<int>(std::count_if(members.begin(), members.end(), [](const Member& member) {
    return member.balances && member.in(kPendingState);
  }));
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

}  // namespace aws::region::autoscaling
