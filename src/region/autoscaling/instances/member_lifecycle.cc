#include "region/autoscaling/instances/member_lifecycle.h"

#include <utility>

#include "region/autoscaling/activity_texts.h"

namespace aws::region::autoscaling {

MemberLifecycle::MemberLifecycle(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers,
                                 const Wake& wake)
    : store_(store),
      ports_(ports),
      clock_(clock),
      health_(ports, clock, timers, wake),
      registrations_(store, ports, timers, wake),
      cooldowns_(timers) {}

MemberLifecycle::Outcome MemberLifecycle::advance(Group& group, Member& member) {
  const auto moved = [](bool yes) { return yes ? Outcome::kMoved : Outcome::kNothing; };
  if (member.leaving()) return moved(leave(group, member));
  if (member.in(kStandbyState)) return moved(leave_standby(group, member));

  const InstanceState state = ports_.instances.state(member.instance_id);
  const bool fell_ill = health_.check(group, member, state);
  if (member.health_status == kUnhealthy) {
    if (!group.suspended(kReplaceUnhealthyProcess)) return replace(group, member);
    if (fell_ill) store_.put(group);
  }
  if (state != InstanceState::kRunning) return Outcome::kNothing;
  if (registrations_.follow(group, member)) return Outcome::kMoved;
  if (!member.in(kPendingState)) return Outcome::kNothing;
  put_in_service(group, member);
  return Outcome::kMoved;
}

MemberLifecycle::Outcome MemberLifecycle::replace(Group& group, Member& member) {
  const bool never_ran = member.in(kPendingState);
  ++group.unhealthy_to_replace;
  store_.take_out_of_service(group, member, std::exchange(member.health_cause, {}),
                             "Instance became unhealthy while waiting for instance to be in InService state.");
  return never_ran ? Outcome::kLaunchFailed : Outcome::kMoved;
}

void MemberLifecycle::put_in_service(Group& group, Member& member) {
  member.lifecycle_state = kInServiceState;
  member.passed_over.clear();
  if (group.suspended(kAddToLoadBalancerProcess)) member.passed_over = group.target_group_arns;
  cooldowns_.begin(group);
  store_.transaction([&] {
    store_.finish(std::exchange(member.activity_id, {}), "Successful");
    store_.put(group);
  });
}

bool MemberLifecycle::leave(Group& group, Member& member) {
  if (registrations_.leave(group, member)) return true;
  if (!Registrations::out(member)) return false;
  if (member.terminating()) return terminate(group, member);
  if (member.in(kEnteringStandbyState)) {
    stand_by(group, member);
  } else {
    forget(group, member);
  }
  return true;
}

bool MemberLifecycle::terminate(Group& group, Member& member) {
  switch (ports_.instances.state(member.instance_id)) {
    case InstanceState::kTerminated:
    case InstanceState::kUnknown:
      forget(group, member);
      return true;
    case InstanceState::kShuttingDown:
      return false;
    default:
      ports_.instances.terminate(member.instance_id);
      return false;  // the instance's own change continues from here
  }
}

void MemberLifecycle::stand_by(Group& group, Member& member) {
  member.lifecycle_state = kStandbyState;
  health_.forget(member.instance_id);
  store_.transaction([&] {
    store_.finish(std::exchange(member.activity_id, {}), "Successful");
    store_.put(group);
  });
}

// Nobody looks at its health; it ends with its group.
bool MemberLifecycle::leave_standby(Group& group, Member& member) {
  if (!group.deleting) return false;
  store_.take_out_of_service(group, member, cause_user_request(clock_.now(), member.instance_id));
  return true;
}

void MemberLifecycle::forget(Group& group, const Member& member) {
  const std::string id = member.instance_id;
  registrations_.forget(id);
  health_.forget(id);
  cooldowns_.begin(group);
  store_.transaction([&] {
    if (member.in(kDetachingState)) ports_.instances.release(id);
    store_.finish(member.activity_id, "Successful");
    std::erase_if(group.members, [&](const Member& other) { return other.instance_id == id; });
    store_.put(group);
  });
}

}  // namespace aws::region::autoscaling
