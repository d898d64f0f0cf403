// Auto Scaling whose activities are in progress for a while after they have ended, so that a group that has just become
// empty cannot be deleted yet. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/chaos/faults.h"

namespace aws::region::chaos {

class LateScaling {
 public:
  LateScaling(const aws::autoscaling::Api& service, const Clock& clock, const Faults& faults);

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::DeleteAutoScalingGroupResponse remove(
      const aws::autoscaling::DeleteAutoScalingGroupRequest& request);
  bool is_empty(const std::string& group);
  bool has_just_changed(const std::string& group);
  Duration delay() const { return faults_.delays().scaling_activity; }

  const aws::autoscaling::Api& service_;
  const Clock& clock_;
  const Faults& faults_;
};

}  // namespace aws::region::chaos
