// The operations on the targets of a group. Owned by Elbv2; region thread.
#pragma once

#include <vector>

#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/load_balancers/zonal_shifts.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class TargetService {
 public:
  TargetService(const Elbv2Store& store, TargetMonitor& monitor, const ZonalShifts& shifts)
      : store_(store), monitor_(monitor), shifts_(shifts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::RegisterTargetsResponse register_targets(const aws::elbv2::RegisterTargetsRequest& request);
  aws::elbv2::DeregisterTargetsResponse deregister(const aws::elbv2::DeregisterTargetsRequest& request);
  aws::elbv2::DescribeTargetHealthResponse health(const aws::elbv2::DescribeTargetHealthRequest& request);

  const Elbv2Store& store_;
  TargetMonitor& monitor_;
  const ZonalShifts& shifts_;
};

}  // namespace aws::region::elbv2
