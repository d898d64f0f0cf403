// Amazon EC2 Auto Scaling as the embedded region speaks it: the operations, put together. Each checks its request,
// writes down what is wanted and tells the reconciler, which makes it so. Owned by the region, runs on its thread.
#pragma once

#include "contract/handlers.h"
#include "region/autoscaling/activity_service.h"
#include "region/autoscaling/groups/group_service.h"
#include "region/autoscaling/groups/metrics_service.h"
#include "region/autoscaling/groups/tag_service.h"
#include "region/autoscaling/groups/target_group_service.h"
#include "region/autoscaling/instances/member_service.h"
#include "region/autoscaling/instances/transfer_service.h"
#include "region/autoscaling/parts.h"
#include "region/autoscaling/refresh/refresh_service.h"

namespace aws::region::autoscaling {

class AutoScaling {
 public:
  explicit AutoScaling(Parts parts) : parts_(std::move(parts)) {}
  AutoScaling(const AutoScaling&) = delete;
  AutoScaling& operator=(const AutoScaling&) = delete;

  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);

 private:
  Parts parts_;
  GroupService groups_{parts_};
  TargetGroupService target_groups_{parts_};
  MetricsService metrics_{parts_};
  TagService tags_{parts_};
  MemberService members_{parts_};
  TransferService transfers_{parts_};
  RefreshService refreshes_{parts_};
  ActivityService activities_{parts_.store};
};

}  // namespace aws::region::autoscaling
