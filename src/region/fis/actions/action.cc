#include "region/fis/actions/action.h"

#include <charconv>
#include <utility>

#include "region/fis/actions/autoshift_targets.h"
#include "region/fis/actions/kinds.h"

namespace aws::region::fis {
namespace {

constexpr double kHundred = 100;
constexpr std::string_view kAutoshift = "aws:arc:start-zonal-autoshift";

using Make = std::unique_ptr<Action> (*)(const Task&, const Ports&);

const std::map<std::string_view, Make>& makers() {
  static const std::map<std::string_view, Make> kMakers{
      {kAutoshift, &start_zonal_autoshift},
      {"aws:ec2:api-insufficient-instance-capacity-error", &insufficient_capacity},
      {"aws:ec2:asg-insufficient-instance-capacity-error", &insufficient_capacity},
      {"aws:ec2:reboot-instances", &reboot_instances},
      {"aws:ec2:stop-instances", &stop_instances},
      {"aws:ec2:terminate-instances", &terminate_instances},
      {"aws:fis:inject-api-internal-error", &inject_api_error},
      {"aws:fis:inject-api-throttle-error", &inject_api_error},
      {"aws:fis:inject-api-unavailable-error", &inject_api_error},
      {"aws:fis:wait", &wait},
      {"aws:network:disrupt-connectivity", &disrupt_connectivity},
      {"aws:ssm:send-command", &send_command},
  };
  return kMakers;
}

}  // namespace

std::string Task::parameter(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

std::vector<std::string> Task::list(const std::string& name) const {
  std::vector<std::string> parts;
  std::string part;
  for (const char letter : parameter(name) + ",") {
    if (letter == ',') {
      if (!part.empty()) parts.push_back(std::exchange(part, ""));
    } else if (letter != ' ') {
      part += letter;
    }
  }
  return parts;
}

double Task::share() const {
  const auto text = parameter("percentage");
  int percentage = 0;
  std::from_chars(text.data(), text.data() + text.size(), percentage);
  return percentage / kHundred;
}

std::vector<std::string> targets_for(const Task& task, const Ports& ports) {
  return task.action_id == kAutoshift ? autoshift_targets(task, ports.shifts) : task.arns;
}

std::unique_ptr<Action> make_action(const Task& task, const Ports& ports) {
  return makers().at(task.action_id)(task, ports);
}

std::vector<std::string> names_in(const std::vector<std::string>& arns) {
  std::vector<std::string> names;
  for (const auto& arn : arns) names.push_back(arn.substr(arn.rfind('/') + 1));
  return names;
}

}  // namespace aws::region::fis
