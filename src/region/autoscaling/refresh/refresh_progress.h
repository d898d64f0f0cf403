// How far an instance refresh has come, read from the members of its group. Pure.
#pragma once

#include <string>
#include <vector>

#include "region/autoscaling/groups/group.h"
#include "region/autoscaling/refresh/instance_refresh.h"

namespace aws::region::autoscaling {

struct RefreshProgress {
  int total = 0;                       // instances to replace when it began
  std::vector<std::string> remaining;  // of those still in service, in order of age
  int serving = 0;                     // instances in service, without those that are not warm yet
  std::string warming;                 // one that is; "" when there is none
  bool under_way = false;              // an instance comes, goes or warms up

  int taken() const { return total - static_cast<int>(remaining.size()); }
  int updated = 0;
  int percentage() const { return total == 0 ? 100 : updated * 100 / total; }
};

RefreshProgress progress_of(const InstanceRefresh& refresh, const Group& group);

// How many instances may leave now, so that the healthy share stays in service; always one when nothing is under way.
int may_leave(const RefreshProgress& progress, const InstanceRefresh& refresh, const Group& group);

// How many instances, of all, are to be replaced before the next checkpoint.
int next_checkpoint(const InstanceRefresh& refresh, int total);

}  // namespace aws::region::autoscaling
