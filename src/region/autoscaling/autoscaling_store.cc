#include "region/autoscaling/autoscaling_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "region/autoscaling/activity_texts.h"
#include "region/autoscaling/errors.h"

namespace aws::region::autoscaling {
namespace {

constexpr std::size_t kActivitiesKept = 100;  // per name of a group

bool comes_before(const Activity& left, const Activity& right) {
  if (left.in_progress() != right.in_progress()) return left.in_progress();
  return left.sequence > right.sequence;
}

}  // namespace

AutoScalingStore::AutoScalingStore(Store& store, const Clock& clock, Timers& timers, Random& random)
    : store_(store),
      clock_(clock),
      random_(random),
      groups_(store, "autoscaling-group"),
      activities_(store, "autoscaling-activity"),
      refreshes_(store, "autoscaling-instance-refresh"),
      activity_changes_(timers) {
  for (const auto& [id, activity] : activities_.all()) next_sequence_ = std::max(next_sequence_, activity.sequence + 1);
  for (const auto& [id, refresh] : refreshes_.all()) next_sequence_ = std::max(next_sequence_, refresh.sequence + 1);
}

const Group* AutoScalingStore::group_of(std::string_view instance_id) const {
  for (const auto& [name, group] : groups_.all()) {
    if (group.find(instance_id)) return &group;
  }
  return nullptr;
}

Group AutoScalingStore::to_change(const std::string& name) const {
  const Group* group = find(name);
  if (!group) throw group_not_found(name);
  if (group->deleting) throw group_is_being_deleted(name);
  return *group;
}

void AutoScalingStore::add(const Group& group) {
  if (groups_.contains(group.name)) throw group_already_exists(group.name);
  groups_.put(group.name, group);
}

void AutoScalingStore::erase(const std::string& name) {
  transaction([&] {
    for (const InstanceRefresh& refresh : refreshes(name)) refreshes_.erase(refresh.id);
    groups_.erase(name);
  });
}

Activity AutoScalingStore::take_out_of_service(Group& group, Member& member, std::string cause,
                                               std::string_view why_cancelled) {
  Activity activity;
  transaction([&] {
    if (member.lifecycle_state == kPendingState) finish(member.activity_id, "Cancelled", std::string(why_cancelled));
    activity = begin(group, {.description = description_terminating(member.instance_id),
                             .cause = std::move(cause),
                             .details = details(member.subnet_id, member.zone)});
    member.lifecycle_state = kTerminatingState;
    member.activity_id = activity.id;
    put(group);
  });
  return activity;
}

Activity AutoScalingStore::begin(const Group& group, Activity draft) {
  draft.id = uuid(random_);
  draft.group_name = group.name;
  draft.group_arn = group.arn;
  draft.sequence = next_sequence_++;
  draft.started_at = to_milliseconds(clock_.now());
  put(draft);
  forget_old_activities(group.name);
  return draft;
}

void AutoScalingStore::change(std::string_view activity_id, const std::function<void(Activity&)>& change) {
  const Activity* found = activities_.find(activity_id);
  if (!found) return;
  Activity changed = *found;
  change(changed);
  put(changed);
}

void AutoScalingStore::put(const Activity& activity) {
  activities_.put(activity.id, activity);
  activity_changes_.announce({activity.id, activity.group_name, activity.description, activity.status_code});
}

void AutoScalingStore::finish(std::string_view activity_id, std::string status_code, std::string status_message) {
  change(activity_id, [&](Activity& activity) {
    activity.status_code = std::move(status_code);
    activity.status_message = std::move(status_message);
    activity.progress = 100;
    activity.ended_at = to_milliseconds(clock_.now());
  });
}

std::vector<Activity> AutoScalingStore::activities() const {
  std::vector<Activity> sorted;
  for (const auto& [id, activity] : activities_.all()) sorted.push_back(activity);
  std::sort(sorted.begin(), sorted.end(), comes_before);
  return sorted;
}

const InstanceRefresh* AutoScalingStore::active_refresh(std::string_view group_name) const {
  for (const auto& [id, refresh] : refreshes_.all()) {
    if (refresh.group_name == group_name && refresh.active()) return &refresh;
  }
  return nullptr;
}

std::vector<InstanceRefresh> AutoScalingStore::refreshes(std::string_view group_name) const {
  std::vector<InstanceRefresh> found;
  for (const auto& [id, refresh] : refreshes_.all()) {
    if (refresh.group_name == group_name) found.push_back(refresh);
  }
  return found;
}

InstanceRefresh AutoScalingStore::begin_refresh(const Group& group, InstanceRefresh draft) {
  draft.id = uuid(random_);
  draft.group_name = group.name;
  draft.sequence = next_sequence_++;
  draft.started_at = to_milliseconds(clock_.now());
  put(draft);
  return draft;
}

void AutoScalingStore::forget_old_activities(const std::string& group_name) {
  std::size_t kept = 0;
  for (const Activity& activity : activities()) {
    if (activity.group_name != group_name) continue;
    if (++kept > kActivitiesKept && !activity.in_progress()) activities_.erase(activity.id);
  }
}

}  // namespace aws::region::autoscaling
