#include "region/autoscaling/refresh/refresh_progress.h"

#include <algorithm>

#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

int share(int percentage, int of) { return (of * percentage + 99) / 100; }  // rounded up

}  // namespace

RefreshProgress progress_of(const InstanceRefresh& refresh, const Group& group) {
  RefreshProgress progress{.total = static_cast<int>(refresh.to_replace.size())};
  int cold = std::max(0, group.desired_capacity - group.alive());  // not launched yet
  for (const Member& member : group.members) {
    const bool old = contains(refresh.to_replace, member.instance_id);
    const bool warms = member.counted() && member.refresh_id == refresh.id && !member.warmed_up;
    if (warms) {
      ++cold;
      progress.warming = member.instance_id;
    }
    if (old && member.counted()) progress.remaining.push_back(member.instance_id);
    if (member.in(kInServiceState) && !warms) ++progress.serving;
    if (warms || member.leaving() || member.in(kPendingState)) progress.under_way = true;
  }
  progress.under_way = progress.under_way || cold > 0;
  progress.updated = std::max(0, progress.taken() - cold);
  return progress;
}

int may_leave(const RefreshProgress& progress, const InstanceRefresh& refresh, const Group& group) {
  const int needed = share(refresh.preferences.min_healthy_percentage, group.desired_capacity);
  const int spare = progress.serving - needed;
  if (spare > 0) return spare;
  return progress.under_way ? 0 : 1;
}

int next_checkpoint(const InstanceRefresh& refresh, int total) {
  const auto& percentages = refresh.preferences.checkpoint_percentages;
  const auto passed = static_cast<std::size_t>(refresh.checkpoints_passed);
  return passed < percentages.size() ? share(percentages[passed], total) : total;
}

}  // namespace aws::region::autoscaling
