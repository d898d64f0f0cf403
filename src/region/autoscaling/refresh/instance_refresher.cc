#include "region/autoscaling/refresh/instance_refresher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"

namespace aws::region::autoscaling {
namespace {

constexpr int kCheckpointDelay = 3600;  // seconds, when only percentages are given

bool keeps_out(const Group& group) {
  return group.suspended(kInstanceRefreshProcess) || group.suspended(kTerminateProcess) ||
         group.suspended(kLaunchProcess);
}

std::string reason(const RefreshProgress& progress) {
  if (!progress.warming.empty()) {
    return fmt::format("Waiting for instances to warm up before continuing. For example: {} is warming up.",
                       progress.warming);
  }
  return progress.under_way ? "Waiting for remaining instances to be available." : "";
}

}  // namespace

bool InstanceRefresher::advance(Group& group) {
  const InstanceRefresh* active = store_.active_refresh(group.name);
  if (!active || group.deleting || keeps_out(group)) return false;
  InstanceRefresh refresh = *active;
  if (refresh.status == kRefreshPending) {
    try {
      begin(group, refresh);
    } catch (const Error& error) {  // the template has gone, or its profile
      refresh.status_reason = error.message();
      finish(group, refresh, kRefreshFailed);
    }
    return true;
  }
  return warm_up(group, refresh) || go_on(group, refresh);
}

// What matches already may be left out.
void InstanceRefresher::begin(const Group& group, InstanceRefresh& refresh) {
  const TemplateVersion& wanted =
      refresh.desired_template.id.empty() ? group.launch_template : refresh.desired_template;
  const auto resolved = ports_.launch_templates.resolve({.id = wanted.id, .version = wanted.version});
  for (const Member& member : group.members) {
    const bool matches = member.launch_template.id == resolved.id && member.launch_template.version == resolved.version;
    const bool passed_over = member.protected_from_scale_in && refresh.preferences.protected_instances == "Ignore";
    if (!member.counted() || passed_over || (refresh.preferences.skip_matching && matches)) continue;
    refresh.to_replace.push_back(member.instance_id);
  }
  refresh.to_update = static_cast<int>(refresh.to_replace.size());
  refresh.status = kRefreshInProgress;
  refresh.started_at = to_milliseconds(clock_.now());
  store_.put(refresh);
}

bool InstanceRefresher::warm_up(Group& group, const InstanceRefresh& refresh) {
  const int seconds = refresh.preferences.instance_warmup.value_or(
      group.default_instance_warmup.value_or(group.health_check_grace_period));
  for (Member& member : group.members) {
    if (member.refresh_id != refresh.id || member.warmed_up || !ready(group, member)) continue;
    if (seconds == 0) {
      member.warmed_up = true;
      store_.put(group);
      return true;
    }
    const auto [timer, is_new] = warm_ups_.try_emplace(member.instance_id);
    if (!is_new) continue;
    timer->second = timers_.after(std::chrono::seconds(seconds),
                                  [this, name = group.name, id = member.instance_id] { warmed_up(name, id); });
  }
  return false;
}

// In service, and healthy by the checks that the group asks for.
bool InstanceRefresher::ready(const Group& group, const Member& member) const {
  if (!member.in(kInServiceState) || member.health_status != kHealthy) return false;
  if (group.health_check_type.find("ELB") == std::string::npos) return true;
  return std::all_of(member.registered_with.begin(), member.registered_with.end(), [&](const std::string& arn) {
    return !ports_.target_groups.exists(arn) || ports_.target_groups.healthy(arn, member.instance_id);
  });
}

void InstanceRefresher::warmed_up(const std::string& group_name, const std::string& instance_id) {
  warm_ups_.erase(instance_id);
  const Group* found = store_.find(group_name);
  if (!found || !found->find(instance_id)) return;
  Group group = *found;
  group.find(instance_id)->warmed_up = true;
  store_.put(group);
  wake_(group_name);
}

bool InstanceRefresher::go_on(Group& group, InstanceRefresh& refresh) {
  const RefreshProgress progress = progress_of(refresh, group);
  const bool cancelling = refresh.status == kRefreshCancelling;
  const auto before = std::tuple(refresh.percentage, refresh.to_update, refresh.status_reason);
  refresh.percentage = progress.percentage();
  refresh.to_update = progress.total - progress.updated;
  if (!cancelling) refresh.status_reason = reason(progress);
  if (before != std::tuple(refresh.percentage, refresh.to_update, refresh.status_reason)) store_.put(refresh);

  if (cancelling) {
    if (progress.under_way && !refresh.cancelled_at_once) return false;
    finish(group, refresh, kRefreshCancelled);
    return true;
  }
  const int goal = next_checkpoint(refresh, progress.total);
  if (progress.taken() < goal) {
    return replace(group, refresh, progress, std::min(goal - progress.taken(), may_leave(progress, refresh, group)));
  }
  if (progress.under_way || wait_at_checkpoint(refresh) || bake(refresh)) return false;
  finish(group, refresh, kRefreshSuccessful);
  return true;
}

bool InstanceRefresher::replace(Group& group, const InstanceRefresh& refresh, const RefreshProgress& progress,
                                int limit) {
  bool replaced = false;
  for (const std::string& id : progress.remaining) {
    Member& member = *group.find(id);
    if (member.protected_from_scale_in && refresh.preferences.protected_instances == "Wait") continue;
    if (limit-- <= 0) break;
    const Timestamp now = clock_.now();
    store_.take_out_of_service(group, member, selected_for_termination(now, cause_refreshed(now), id));
    replaced = true;
  }
  return replaced;
}

// False when the last one is behind; what comes after it is not replaced.
bool InstanceRefresher::wait_at_checkpoint(const InstanceRefresh& refresh) {
  const auto& preferences = refresh.preferences;
  if (refresh.checkpoints_passed + 1 >= static_cast<int>(preferences.checkpoint_percentages.size())) return false;
  const std::chrono::seconds delay(preferences.checkpoint_delay.value_or(kCheckpointDelay));
  return rest(refresh, delay, [](InstanceRefresh& next) { ++next.checkpoints_passed; });
}

// False when it has done so, or is not to. Instances that fail meanwhile are replaced as at any time.
bool InstanceRefresher::bake(InstanceRefresh refresh) {
  if (refresh.preferences.bake_time == 0 || refresh.baked) return false;
  if (refresh.status != kRefreshBaking) {
    refresh.status = kRefreshBaking;
    store_.put(refresh);
  }
  return rest(refresh, std::chrono::seconds(refresh.preferences.bake_time),
              [](InstanceRefresh& next) { next.baked = true; });
}

bool InstanceRefresher::rest(const InstanceRefresh& refresh, std::chrono::seconds time, void (*end)(InstanceRefresh&)) {
  const auto [timer, is_new] = checkpoints_.try_emplace(refresh.group_name);
  if (!is_new) return true;
  timer->second = timers_.after(time, [this, end, name = refresh.group_name] {
    checkpoints_.erase(name);
    const InstanceRefresh* active = store_.active_refresh(name);
    if (!active) return;
    InstanceRefresh next = *active;
    end(next);
    store_.put(next);
    wake_(name);
  });
  return true;
}

// The group launches from now on by what the refresh was for.
void InstanceRefresher::finish(Group& group, InstanceRefresh refresh, std::string_view status) {
  checkpoints_.erase(group.name);
  refresh.status = status;
  refresh.ended_at = to_milliseconds(clock_.now());
  store_.transaction([&] {
    if (status == kRefreshSuccessful && !refresh.desired_template.id.empty()) {
      group.launch_template = refresh.desired_template;
      store_.put(group);
    }
    store_.put(refresh);
  });
}

}  // namespace aws::region::autoscaling
