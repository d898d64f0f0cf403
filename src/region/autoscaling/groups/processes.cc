#include "region/autoscaling/groups/processes.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "region/autoscaling/errors.h"
#include "region/service/contains.h"

namespace aws::region::autoscaling {
namespace {

// In the order in which AWS tells them.
const std::vector<std::string> kProcesses = {
    std::string(kAddToLoadBalancerProcess), "AlarmNotification",         std::string(kRebalanceProcess),
    std::string(kHealthCheckProcess),       std::string(kLaunchProcess), std::string(kInstanceRefreshProcess),
    std::string(kReplaceUnhealthyProcess),  "ScheduledActions",          std::string(kTerminateProcess)};

const std::vector<std::string>& checked_processes(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (!contains(kProcesses, name)) {
      throw validation_error(fmt::format("Invalid process name: {}", name));
    }
  }
  return names.empty() ? kProcesses : names;
}

}  // namespace

void suspend_processes(Group& group, const std::vector<std::string>& names, Timestamp at) {
  const std::string reason =
      fmt::format("User suspended at {:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
  for (const auto& name : checked_processes(names)) {
    if (!group.suspended(name)) group.suspended_processes.push_back({name, reason});
  }
}

void resume_processes(Group& group, const std::vector<std::string>& names) {
  for (const auto& name : checked_processes(names)) {
    std::erase_if(group.suspended_processes, [&](const SuspendedProcess& process) { return process.name == name; });
  }
}

}  // namespace aws::region::autoscaling
