// Keeps a member registered with the target groups that are attached to its group and with no others, and sees those
// off that it leaves: until requests in flight are answered or the deregistration delay has passed. Everything it
// changes is in the store before it returns. Region thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/clock.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

class Registrations {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  Registrations(AutoScalingStore& store, const Ports& ports, Timers& timers, Wake wake)
      : store_(store), ports_(ports), timers_(timers), wake_(std::move(wake)) {}

  // Of a member that serves or is about to: true when it had to be registered or deregistered.
  bool follow(Group& group, Member& member);
  // Of a member on its way out: true when something had to be done about it; nothing is left when it is `out`.
  bool leave(Group& group, Member& member);
  static bool out(const Member& member) { return member.registered_with.empty() && member.draining_from.empty(); }

  void forget(const std::string& instance_id) { drain_polls_.erase(instance_id); }

 private:
  bool join(Group& group, Member& member);
  void deregister(Group& group, Member& member, const std::vector<std::string>& arns);
  void keep_draining_from(Group& group, Member& member, std::vector<std::string> arns);
  void await_drained(const std::string& group_name, const std::string& instance_id);
  void poll_drained(const std::string& group_name, const std::string& instance_id);

  AutoScalingStore& store_;
  Ports ports_;
  Timers& timers_;
  Wake wake_;
  std::map<std::string, Timer> drain_polls_;  // by instance
};

}  // namespace aws::region::autoscaling
