#include "region/autoscaling/autoscaling.h"

namespace aws::region::autoscaling {

void AutoScaling::serve(contract::Handlers& handlers) {
  groups_.serve(handlers);
  target_groups_.serve(handlers);
  metrics_.serve(handlers);
  tags_.serve(handlers);
  members_.serve(handlers);
  transfers_.serve(handlers);
  refreshes_.serve(handlers);
  activities_.serve(handlers);
}

}  // namespace aws::region::autoscaling
