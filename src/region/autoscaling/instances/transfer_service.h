// The operations that move running instances without ending them: into a group and out of it, to standby and back.
// Owned by AutoScaling; region thread.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-attach-detach-instances.html
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
#pragma once

#include <string>
#include <vector>

#include "contract/autoscaling.h"
#include "contract/handlers.h"
#include "region/autoscaling/parts.h"

namespace aws::region::autoscaling {

class TransferService {
 public:
  explicit TransferService(const Parts& parts) : parts_(parts) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::autoscaling::AttachInstancesResponse attach(const aws::autoscaling::AttachInstancesRequest& request);
  aws::autoscaling::DetachInstancesResponse detach(const aws::autoscaling::DetachInstancesRequest& request);
  aws::autoscaling::EnterStandbyResponse enter_standby(const aws::autoscaling::EnterStandbyRequest& request);
  aws::autoscaling::ExitStandbyResponse exit_standby(const aws::autoscaling::ExitStandbyRequest& request);

  Member checked_newcomer(const Group& group, const std::string& id) const;

  struct Departure {
    std::string_view state;        // that the instances take
    std::string_view description;  // of the activity, before the instance's id
    std::string_view how;          // in its cause
    std::string_view doing;        // where the sizes of the group forbid it
  };
  std::vector<aws::autoscaling::Activity> depart(Group group, const std::vector<Member*>& members, bool decrement,
                                                 const Departure& departure);

  const Parts& parts_;
};

}  // namespace aws::region::autoscaling
