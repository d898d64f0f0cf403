// Auto Scaling whose activities are in progress for a while after they have ended, so that a group that has just become
// empty cannot be deleted yet. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/autoscaling.h"
#include "region/chaos/detour.h"

namespace aws::region::chaos {

class LateScaling {
 public:
  LateScaling(aws::autoscaling::Api& service, const Clock& clock, Duration delay);

  aws::autoscaling::Api& api() { return stub_; }

 private:
  aws::autoscaling::DeleteAutoScalingGroupResponse remove(
      const aws::autoscaling::DeleteAutoScalingGroupRequest& request);
  bool is_empty(const std::string& group);
  bool has_just_changed(const std::string& group);

  aws::autoscaling::Api& service_;
  const Clock& clock_;
  Duration delay_;
  Detour detour_{&service_};
  aws::autoscaling::Stub stub_{detour_};
};

}  // namespace aws::region::chaos
