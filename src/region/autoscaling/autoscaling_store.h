// What Auto Scaling knows, durably: its groups with their members, and the history of scaling activities, which
// outlives a group, and instance refreshes, which do not. Owned by the region, used by the services and the reconciler
// on the region's thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/announcer.h"
#include "base/clock.h"
#include "base/random.h"
#include "region/autoscaling/groups/group.h"
#include "region/autoscaling/refresh/instance_refresh.h"
#include "region/store/collection.h"

namespace aws::region::autoscaling {

// A scaling activity has begun, has another status or has ended.
struct ActivityChanged {
  std::string id;
  std::string group_name;
  std::string description;
  std::string status_code;
  auto operator<=>(const ActivityChanged&) const = default;
};

class AutoScalingStore {
 public:
  AutoScalingStore(Store& store, const Clock& clock, Timers& timers, Random& random);

  const std::map<std::string, Group, std::less<>>& groups() const { return groups_.all(); }
  const Group* find(std::string_view name) const { return groups_.find(name); }
  const Group* group_of(std::string_view instance_id) const;

  // A copy to be changed and put. Throws ValidationError when there is none, ScalingActivityInProgress when it is being
  // deleted.
  Group to_change(const std::string& name) const;

  void add(const Group& group);  // throws AlreadyExists
  void put(const Group& group) { groups_.put(group.name, group); }
  void erase(const std::string& name);  // with its refreshes

  // What a user or a health check wants gone: the member becomes Terminating, a launch that was under way is cancelled
  // with `why_cancelled`, and the activity of the termination, which is returned, begins.
  Activity take_out_of_service(Group& group, Member& member, std::string cause, std::string_view why_cancelled = {});

  // Fills in what every activity has: id, group, sequence and start.
  Activity begin(const Group& group, Activity draft);
  void change(std::string_view activity_id, const std::function<void(Activity&)>& change);
  void finish(std::string_view activity_id, std::string status_code, std::string status_message = {});
  // Those in progress first, then by start, latest first.
  std::vector<Activity> activities() const;

  const InstanceRefresh* active_refresh(std::string_view group_name) const;  // nullptr when there is none
  std::vector<InstanceRefresh> refreshes(std::string_view group_name) const;
  InstanceRefresh begin_refresh(const Group& group, InstanceRefresh draft);  // with id, group, sequence and start
  void put(const InstanceRefresh& refresh) { refreshes_.put(refresh.id, refresh); }

  void transaction(const std::function<void()>& change) { store_.transaction(change); }

  Announcer<ActivityChanged>& activity_changes() { return activity_changes_; }

 private:
  void put(const Activity& activity);
  void forget_old_activities(const std::string& group_name);

  Store& store_;
  const Clock& clock_;
  Random& random_;
  Collection<Group> groups_;
  Collection<Activity> activities_;
  Collection<InstanceRefresh> refreshes_;
  std::int64_t next_sequence_ = 1;
  Announcer<ActivityChanged> activity_changes_;
};

}  // namespace aws::region::autoscaling
