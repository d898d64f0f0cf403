// Launches an instance as a member of its group, by the group's template or that of its instance refresh. Region
// thread.
#pragma once

#include <optional>
#include <string>

#include "base/error.h"
#include "region/autoscaling/autoscaling_store.h"
#include "region/autoscaling/ports.h"

namespace aws::region::autoscaling {

class MemberLaunch {
 public:
  MemberLaunch(AutoScalingStore& store, const Ports& ports) : store_(store), ports_(ports) {}

  struct Wanted {
    std::string zone;
    std::string cause;
    bool to_balance = false;
  };
  // What went wrong, which is in an activity of its own as well; nothing when the instance is there.
  std::optional<Error> launch(Group& group, const Wanted& wanted);

 private:
  LaunchOrder order_for(const Group& group, const std::string& zone) const;
  void carry_out(Group& group, const LaunchOrder& order, Activity draft, bool to_balance);

  AutoScalingStore& store_;
  Ports ports_;
};

}  // namespace aws::region::autoscaling
