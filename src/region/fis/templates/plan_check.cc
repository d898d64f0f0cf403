#include "region/fis/templates/plan_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "region/fis/catalogue.h"
#include "region/fis/errors.h"
#include "region/fis/templates/parameter_check.h"
#include "region/fis/templates/target_check.h"

namespace aws::region::fis {
namespace {

constexpr std::size_t kMostActions = 20;

void check_targets_of(const std::string& name, const PlannedAction& action, const ActionKind& kind, const Plan& plan) {
  for (const auto& [used_as, target] : action.targets) {
    if (used_as != kind.target) {
      throw validation(fmt::format("Action {} ({}) has no target {}.", name, kind.id, used_as));
    }
    const auto found = plan.targets.find(target);
    if (found == plan.targets.end()) {
      throw validation(fmt::format("Action {} names the target {}, which the template does not have.", name, target));
    }
    if (found->second.resource_type != kind.resource_type) {
      throw validation(fmt::format("Action {} needs a target of resource type {}; {} is of {}.", name,
                                   kind.resource_type, target, found->second.resource_type));
    }
  }
  if (!kind.target.empty() && action.targets.empty()) {
    throw validation(fmt::format("Action {} ({}) needs the target {}.", name, kind.id, kind.target));
  }
}

void check_order_of(const std::string& name, const PlannedAction& action, const Plan& plan) {
  for (const auto& before : action.start_after) {
    if (!plan.actions.contains(before)) {
      throw validation(fmt::format("Action {} starts after {}, which the template does not have.", name, before));
    }
  }
}

// Those that can have started once those that they start after have; what never can is in a circle.
void check_circles(const Plan& plan) {
  std::set<std::string> startable;
  for (bool more = true; more;) {
    more = false;
    for (const auto& [name, action] : plan.actions) {
      const auto started = [&](const std::string& before) { return startable.contains(before); };
      if (!startable.contains(name) && std::ranges::all_of(action.start_after, started)) {
        more = startable.insert(name).second;
      }
    }
  }
  for (const auto& [name, action] : plan.actions) {
    if (!startable.contains(name)) throw validation(fmt::format("Action {} starts after itself.", name));
  }
}

}  // namespace

void check_plan(const Plan& plan, const ApiErrors& api_errors) {
  if (plan.actions.empty()) throw validation("An experiment template has at least one action.");
  if (plan.actions.size() > kMostActions) throw too_many_actions(kMostActions);
  if (!plan.role_arn.starts_with("arn:") || plan.role_arn.find(":role/") == std::string::npos) {
    throw validation(fmt::format("{} is not the ARN of an IAM role.", plan.role_arn));
  }
  for (const auto& [name, target] : plan.targets) check_target(name, target);
  for (const auto& [name, action] : plan.actions) {
    const auto* kind = find_action_kind(action.action_id);
    if (kind == nullptr) throw validation(fmt::format("There is no action {}.", action.action_id));
    check_parameters(name, action, *kind, api_errors);
    check_targets_of(name, action, *kind, plan);
    check_order_of(name, action, plan);
  }
  check_circles(plan);
}

}  // namespace aws::region::fis
