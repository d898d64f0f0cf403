// What makes a member unhealthy: EC2's word, the balancer's once the grace period is over, or a user's. Region thread.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/groups/group.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

class MemberHealth {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  MemberHealth(const Ports& ports, const Clock& clock, Timers& timers, Wake wake)
      : ports_(ports), clock_(clock), timers_(timers), wake_(std::move(wake)) {}

  // True when the member was healthy and is not any more. Its grace period begins when it is first seen in service.
  bool check(const Group& group, Member& member, InstanceState state);
  bool in_grace_period(const std::string& instance_id) const;
  void forget(const std::string& instance_id) { graces_.erase(instance_id); }

 private:
  std::string failure(const Group& group, const Member& member, InstanceState state);
  bool failed_elb_health_check(const Group& group, const Member& member);
  void begin_grace_period(const Group& group, const Member& member);

  struct Grace {
    Timer timer;
    bool over = false;
  };

  Ports ports_;
  const Clock& clock_;
  Timers& timers_;
  Wake wake_;
  std::map<std::string, Grace> graces_;  // by instance
};

}  // namespace aws::region::autoscaling
