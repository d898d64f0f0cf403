// The history of scaling activities, read. Owned by AutoScaling; region thread.
#pragma once

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/autoscaling_store.h"

namespace aws::region::autoscaling {

class ActivityService {
 public:
  explicit ActivityService(const AutoScalingStore& store) : store_(store) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::DescribeScalingActivitiesResponse describe_all(
      const aws::autoscaling::DescribeScalingActivitiesRequest& request);
  bool of_existing_group(const Activity& activity) const;

  const AutoScalingStore& store_;
};

}  // namespace aws::region::autoscaling
