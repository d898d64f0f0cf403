#include "region/fis/templates/parameter_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string_view>

#include "region/fis/actions/action.h"
#include "region/fis/actions/autoshift_targets.h"
#include "region/fis/actions/document_parameters.h"
#include "region/fis/errors.h"
#include "region/fis/iso_duration.h"

namespace aws::region::fis {
namespace {

using namespace std::chrono_literals;

constexpr auto kShortest = 1min;
constexpr auto kLongest = 12h;
constexpr int kWholePercent = 100;
// What AWS injects errors into.
constexpr std::string_view kInjectable = "ec2";
constexpr std::array<std::string_view, 7> kScopes{"all", "availability-zone", "dynamodb", "prefix-list",
                                                  "s3",  "s3express",         "vpc"};

bool all_in(const std::string& list, bool (*known)(std::string_view)) {
  const auto words = Task{.parameters = {{"", list}}}.list("");
  return !words.empty() && std::ranges::all_of(words, known);
}

// "" when there is nothing to say against it.
std::string problem_with(const std::string& parameter, const std::string& value) {
  if (parameter == "duration" || parameter == "startInstancesAfterDuration") {
    const auto duration = iso_duration(value);
    if (!duration) return "is not an ISO 8601 duration";
    return *duration < kShortest || *duration > kLongest ? "is not between PT1M and PT12H" : "";
  }
  if (parameter == "percentage") {
    int percentage = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), percentage);
    const bool number = error == std::errc() && end == value.data() + value.size();
    return number && percentage >= 1 && percentage <= kWholePercent ? "" : "is not a percentage from 1 to 100";
  }
  if (parameter == "completeIfInstancesTerminated")
    return value == "true" || value == "false" ? "" : "is not a boolean";
  if (parameter == "documentParameters") return document_parameters(value) ? "" : "is not a JSON object of parameters";
  if (parameter == "documentArn") return value.starts_with("arn:") ? "" : "is not an ARN";
  if (parameter == "scope") return std::ranges::find(kScopes, value) != kScopes.end() ? "" : "is not a scope";
  if (parameter == "managedResourceTypes")
    return all_in(value, is_shiftable_type) ? "" : "is not a list of ASG, ALB, NLB and EKS";
  if (parameter == "zonalAutoshiftStatuses")
    return all_in(value, is_autoshift_status) ? "" : "is not ENABLED, DISABLED or ANY";
  if (parameter == "service") return value == kInjectable ? "" : "is not a service that errors can be injected into";
  return "";
}

void check_operations(const std::string& name, const PlannedAction& action, const ApiErrors& api_errors) {
  const Task task{.action_id = action.action_id, .parameters = action.parameters};
  for (const auto& operation : task.list("operations")) {
    if (api_errors.has_operation(task.parameter("service"), operation)) continue;
    throw validation(fmt::format("Action {}: {} has no operation {}.", name, task.parameter("service"), operation));
  }
}

// A prefix list is what the scope of that name denies, and no other does.
void check_prefix_list(const std::string& name, const PlannedAction& action) {
  const auto scope = action.parameters.find("scope");
  if (scope == action.parameters.end()) return;
  const bool wanted = scope->second == "prefix-list";
  if (wanted == action.parameters.contains("prefixListIdentifier")) return;
  throw validation(fmt::format("Action {}: scope {} {} the parameter prefixListIdentifier.", name, scope->second,
                               wanted ? "needs" : "does not take"));
}

}  // namespace

void check_parameters(const std::string& name, const PlannedAction& action, const ActionKind& kind,
                      const ApiErrors& api_errors) {
  for (const auto& [parameter, value] : action.parameters) {
    if (find_parameter(kind.parameters, parameter) == nullptr) {
      throw validation(fmt::format("Action {} ({}) has no parameter {}.", name, kind.id, parameter));
    }
    const auto problem = problem_with(parameter, value);
    if (!problem.empty()) throw validation(fmt::format("Action {}: {} {} {}.", name, parameter, value, problem));
  }
  for (const auto& parameter : kind.parameters) {
    if (parameter.required && !action.parameters.contains(std::string(parameter.name))) {
      throw validation(fmt::format("Action {} ({}) needs the parameter {}.", name, kind.id, parameter.name));
    }
  }
  check_operations(name, action, api_errors);
  check_prefix_list(name, action);
}

}  // namespace aws::region::fis
