// The processes of a group that a user may suspend, each by its name.
// https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "region/autoscaling/groups/group.h"

namespace aws::region::autoscaling {

// No names are all of them. Both throw ValidationError for what is not a process. Of those that this region has no use
// for (AlarmNotification, ScheduledActions) it is only remembered.
void suspend_processes(Group& group, const std::vector<std::string>& names, Timestamp at);
void resume_processes(Group& group, const std::vector<std::string>& names);

}  // namespace aws::region::autoscaling
