// Makes each group what it is desired to be. Handlers write what is wanted and say changed(); one step per group then
// looks at what is there, does one thing about it and comes again until nothing is left to do. Nothing is remembered
// between steps but timers, so that a region that was killed goes on where it stopped. Region thread.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/clock.h"
#include "base/turns.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/balance/launch_pauses.h"
#include "region/autoscaling/balance/rebalancer.h"
#include "region/autoscaling/instances/member_launch.h"
#include "region/autoscaling/instances/member_lifecycle.h"
#include "region/autoscaling/ports.h"
#include "region/autoscaling/refresh/instance_refresher.h"

namespace aws::region::autoscaling {

class GroupReconciler {
 public:
  // The timers are those of AWS durations: the draining poll, grace periods and the pause after a failed launch.
  GroupReconciler(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers);

  void start();  // looks at every group, once all neighbours are there

  void changed(const std::string& group_name);            // by a request: a launch that failed is tried again now
  void instance_changed(const std::string& instance_id);  // EC2: another state, or gone
  void target_group_changed(const std::string& arn);      // ELB: deleted, or a target's health changed

  bool cooling_down(const std::string& group_name) { return members_.cooldowns().in_effect(group_name); }
  bool in_grace_period(const std::string& instance_id) const { return members_.health().in_grace_period(instance_id); }

 private:
  void wake(const std::string& group_name);
  void step(const std::string& group_name);
  void forget(const std::string& group_name);
  bool act(Group group);
  void settle(Group& group);
  bool advance_members(Group& group);
  bool shrink(Group& group);
  bool grow(Group& group);
  bool launch_one(Group& group, const std::string& request, int from);
  std::string cause_of_launch(const Group& group, const std::string& request, int from) const;
  bool elsewhere(const Group& group, const std::string& zone, const Error& error);
  void launch_failed(const std::string& group_name);

  AutoScalingStore& store_;
  Ports ports_;
  const Clock& clock_;
  Turns<std::string> steps_;  // by group
  MemberLifecycle members_;
  InstanceRefresher refresher_;
  MemberLaunch launches_;
  Rebalancer rebalancer_;
  LaunchPauses pauses_;                                      // by group, after a failed launch
  std::map<std::string, std::set<std::string>> full_zones_;  // by group: without capacity, while others are tried
};

}  // namespace aws::region::autoscaling
