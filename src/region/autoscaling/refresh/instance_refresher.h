// Carries out instance refreshes: takes as many instances out of service as the preferences allow, whom the group then
// replaces by itself, and waits until the new ones are warm. One thing per call, as everything that the GroupReconciler
// does, to which it belongs. Region thread.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/clock.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"
#include "region/autoscaling/refresh/refresh_progress.h"

namespace aws::region::autoscaling {

class InstanceRefresher {
 public:
  using Wake = std::function<void(const std::string& group_name)>;
  InstanceRefresher(AutoScalingStore& store, const Ports& ports, const Clock& clock, Timers& timers, Wake wake)
      : store_(store), ports_(ports), clock_(clock), timers_(timers), wake_(std::move(wake)) {}

  // Of a group whose members are where they should be or on their way. True when it has changed something.
  bool advance(Group& group);
  void forget(const std::string& group_name) { checkpoints_.erase(group_name); }

 private:
  void begin(const Group& group, InstanceRefresh& refresh);
  bool warm_up(Group& group, const InstanceRefresh& refresh);
  bool ready(const Group& group, const Member& member) const;
  void warmed_up(const std::string& group_name, const std::string& instance_id);
  bool go_on(Group& group, InstanceRefresh& refresh);
  bool replace(Group& group, const InstanceRefresh& refresh, const RefreshProgress& progress, int limit);
  bool wait_at_checkpoint(const InstanceRefresh& refresh);
  bool bake(InstanceRefresh refresh);
  bool rest(const InstanceRefresh& refresh, std::chrono::seconds time, void (*end)(InstanceRefresh&));
  void finish(Group& group, InstanceRefresh refresh, std::string_view status);

  AutoScalingStore& store_;
  Ports ports_;
  const Clock& clock_;
  Timers& timers_;
  Wake wake_;
  std::map<std::string, Timer> warm_ups_;     // by instance
  std::map<std::string, Timer> checkpoints_;  // by group, while it waits at one, or bakes
};

}  // namespace aws::region::autoscaling
