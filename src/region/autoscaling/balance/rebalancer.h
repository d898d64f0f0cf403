// Moves the members of a group at rest to where its zones are emptiest, one at a time: it launches one there, and once
// that is in service the group, which has one too many, lets one of the fullest zone go. Belongs to the
// GroupReconciler. Region thread.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/balance/launch_pauses.h"
#include "region/autoscaling/instances/member_launch.h"

namespace aws::region::autoscaling {

class Rebalancer {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  Rebalancer(AutoScalingStore& store, MemberLaunch& launches, const Clock& clock, Timers& timers, Wake wake)
      : store_(store), launches_(launches), clock_(clock), timers_(timers), wake_(std::move(wake)) {}

  // Of a group that has as many members as are desired, all in service. True when it has changed something.
  bool advance(Group& group);
  // For whatever purpose: for a while nothing is moved to this zone.
  void launch_failed(const std::string& group_name, const std::string& zone);
  void forget(const std::string& group_name) { pauses_.erase(group_name); }

 private:
  std::set<std::string> paused_zones(const Group& group) const;

  AutoScalingStore& store_;
  MemberLaunch& launches_;
  const Clock& clock_;
  Timers& timers_;
  Wake wake_;
  std::map<std::string, LaunchPauses> pauses_;  // by group; theirs are by zone
};

}  // namespace aws::region::autoscaling
