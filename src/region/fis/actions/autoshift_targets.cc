#include "region/fis/actions/autoshift_targets.h"

#include <algorithm>

namespace aws::region::fis {
namespace {

struct ShiftableType {
  std::string_view name;
  std::string_view in_arn;
};

constexpr ShiftableType kShiftableTypes[] = {
    {"ALB", ":loadbalancer/app/"},
    {"NLB", ":loadbalancer/net/"},
    {"ASG", ":autoScalingGroup:"},
    {"EKS", ":cluster/"},
};
constexpr std::string_view kAutoshiftStatuses[] = {"ENABLED", "DISABLED", "ANY"};

bool is_of_type(std::string_view arn, std::string_view type) {
  const auto* found = std::ranges::find(kShiftableTypes, type, &ShiftableType::name);
  return arn.find(found->in_arn) != std::string_view::npos;
}

}  // namespace

bool is_shiftable_type(std::string_view text) {
  return std::ranges::find(kShiftableTypes, text, &ShiftableType::name) != std::end(kShiftableTypes);
}

bool is_autoshift_status(std::string_view text) {
  return std::ranges::find(kAutoshiftStatuses, text) != std::end(kAutoshiftStatuses);
}

std::vector<std::string> autoshift_targets(const Task& task, const ZonalShifts& shifts) {
  const auto types = task.list("managedResourceTypes");
  auto statuses = task.list("zonalAutoshiftStatuses");
  if (statuses.empty()) statuses = {"ENABLED"};
  const auto is_meant = [&](const std::string& arn) {
    const auto of_type = [&](const std::string& type) { return is_of_type(arn, type); };
    const std::string_view status = shifts.takes_part(arn) ? "ENABLED" : "DISABLED";
    const auto has_status = [&](const std::string& wanted) { return wanted == "ANY" || wanted == status; };
    return (types.empty() || std::ranges::any_of(types, of_type)) && std::ranges::any_of(statuses, has_status);
  };
  auto arns = task.arns;
  std::erase_if(arns, [&](const std::string& arn) { return !is_meant(arn); });
  return arns;
}

}  // namespace aws::region::fis
