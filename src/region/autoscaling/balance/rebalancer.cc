#include "region/autoscaling/balance/rebalancer.h"

#include <algorithm>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/balance/zone_balance.h"

namespace aws::region::autoscaling {
namespace {

bool may_move(const Group& group) {
  const bool suspended =
      group.suspended(kRebalanceProcess) || group.suspended(kLaunchProcess) || group.suspended(kTerminateProcess);
  return !suspended && !group.deleting &&
         std::none_of(group.members.begin(), group.members.end(), [](const Member& one) { return one.leaving(); });
}

}  // namespace

bool Rebalancer::advance(Group& group) {
  if (!may_move(group) || store_.active_refresh(group.name)) return false;
  if (zone_to_fill(group, {}).empty()) {
    forget(group.name);
    return false;
  }
  const std::string zone = zone_to_fill(group, paused_zones(group));
  if (zone.empty()) return false;
  const auto error =
      launches_.launch(group, {.zone = zone, .cause = cause_launched_to_balance(clock_.now()), .to_balance = true});
  if (error) launch_failed(group.name, zone);
  return true;
}

// A launch that fails while the pause lasts was not made on its account, and does not make it longer.
void Rebalancer::launch_failed(const std::string& group_name, const std::string& zone) {
  LaunchPauses& zones = pauses_.try_emplace(group_name, timers_).first->second;
  if (!zones.in_effect(zone)) zones.begin(zone, [this, group_name] { wake_(group_name); });
}

std::set<std::string> Rebalancer::paused_zones(const Group& group) const {
  std::set<std::string> paused;
  const auto zones = pauses_.find(group.name);
  if (zones == pauses_.end()) return paused;
  for (const auto& zone : group.zones) {
    if (zones->second.in_effect(zone)) paused.insert(zone);
  }
  return paused;
}

}  // namespace aws::region::autoscaling
