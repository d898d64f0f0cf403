// Moves one member of a group along: from Pending into service once its instance runs, and out again, to its end, to
// standby or out of the group. Owned by the GroupReconciler, which calls it with its own copy of a group; everything it
// changes is in the store before it returns. Region thread.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/instances/cooldowns.h"
#include "region/autoscaling/instances/member_health.h"
#include "region/autoscaling/instances/registrations.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

class MemberLifecycle {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  MemberLifecycle(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers, const Wake& wake);

  enum class Outcome { kNothing, kMoved, kLaunchFailed };
  // Does at most one thing; the member may be gone from the group afterwards.
  Outcome advance(Group& group, Member& member);

  const MemberHealth& health() const { return health_; }
  Cooldowns& cooldowns() { return cooldowns_; }

 private:
  Outcome replace(Group& group, Member& member);
  void put_in_service(Group& group, Member& member);

  bool leave(Group& group, Member& member);
  bool terminate(Group& group, Member& member);
  void stand_by(Group& group, Member& member);
  bool leave_standby(Group& group, Member& member);
  void forget(Group& group, const Member& member);

  AutoScalingStore& store_;
  Ports ports_;
  const Clock& clock_;
  MemberHealth health_;
  Registrations registrations_;
  Cooldowns cooldowns_;
};

}  // namespace aws::region::autoscaling
