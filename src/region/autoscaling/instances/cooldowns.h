// For how long after a scaling activity the next one that honours the cooldown has to wait. A restart of the region
// forgets it. Region thread.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-scaling-cooldowns.html
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

class Cooldowns {
 public:
  explicit Cooldowns(Timers& timers) : timers_(timers) {}

  void begin(const Group& group) {
    if (group.default_cooldown <= 0) return;
    running_[group.name] = timers_.after(std::chrono::seconds(group.default_cooldown),
                                         [this, name = group.name] { running_.erase(name); });
  }
  void forget(const std::string& group_name) { running_.erase(group_name); }
  bool in_effect(const std::string& group_name) const { return running_.contains(group_name); }

 private:
  Timers& timers_;
  std::map<std::string, Timer> running_;  // by group
};

}  // namespace aws::region::autoscaling
