// Moves one member of a group along: from Pending into service once its instance runs, into the target groups that are
// attached to its group, and out again: deregistered, drained, terminated. Owned by the GroupReconciler, which calls it
// with its own copy of a group; everything it changes is in the store before it returns. Region thread.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

class MemberLifecycle {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  MemberLifecycle(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers, Wake wake);

  enum class Outcome { kNothing, kMoved, kLaunchFailed };
  // Does at most one thing; the member may be gone from the group afterwards.
  Outcome advance(Group& group, Member& member);

 private:
  Outcome replace(Group& group, Member& member, std::string cause);
  void put_in_service(Group& group, Member& member);
  bool register_with_target_groups(Group& group, Member& member);
  bool failed_elb_health_check(const Group& group, const Member& member);

  bool leave(Group& group, Member& member);
  void deregister(Group& group, Member& member);
  void keep_draining_from(Group& group, Member& member, std::vector<std::string> arns);
  void await_drained(const std::string& group_name, const std::string& instance_id);
  void poll_drained(const std::string& group_name, const std::string& instance_id);
  void forget(Group& group, const Member& member);

  struct Grace {
    Timer timer;
    bool over = false;
  };

  AutoScalingStore& store_;
  Ports ports_;
  const Clock& clock_;
  Timers& timers_;
  Wake wake_;
  std::map<std::string, Timer> drain_polls_;  // by instance
  std::map<std::string, Grace> graces_;       // by instance, for groups that ask for the balancer's health checks
};

}  // namespace aws::region::autoscaling
