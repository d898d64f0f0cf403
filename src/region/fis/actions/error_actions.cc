// Calls that are answered with an error, and launches that find no capacity.
#include "base/error.h"
#include "region/fis/actions/kinds.h"
#include "region/fis/actions/lasting_action.h"

namespace aws::region::fis {
namespace {

class InsufficientCapacity final : public LastingAction {
 public:
  InsufficientCapacity(const Task& task, const Ports& ports) : LastingAction(task), ports_(ports) {}

  std::vector<Need> needs() const override {
    std::vector<Need> needs{
        {"ec2:InjectApiError", "*", {{"ec2:FisActionId", {task().action_id}}, {"ec2:FisTargetArns", task().arns}}}};
    if (!by_calls()) needs.push_back({"autoscaling:DescribeAutoScalingGroups", "*"});
    return needs;
  }

 private:
  std::unique_ptr<Ongoing> make() override {
    Shortage shortage{.share = task().share()};
    (by_calls() ? shortage.role_arns : shortage.group_arns) = task().arns;
    for (const auto& name : task().list("availabilityZoneIdentifiers")) {
      shortage.zones.push_back(ports_.resources.zone(name));
      if (shortage.zones.back().empty()) throw Error("InvalidTarget", "There is no Availability Zone " + name + ".");
    }
    return ports_.shortages.begin(shortage);
  }
  bool by_calls() const { return task().action_id == "aws:ec2:api-insufficient-instance-capacity-error"; }

  Ports ports_;
};

struct ErrorKind {
  std::string_view action_id;
  ApiError::Kind kind;
  std::string_view permission;
};

constexpr ErrorKind kErrorKinds[] = {
    {"aws:fis:inject-api-internal-error", ApiError::Kind::kInternal, "fis:InjectApiInternalError"},
    {"aws:fis:inject-api-throttle-error", ApiError::Kind::kThrottle, "fis:InjectApiThrottleError"},
    {"aws:fis:inject-api-unavailable-error", ApiError::Kind::kUnavailable, "fis:InjectApiUnavailableError"},
};

class InjectApiError final : public LastingAction {
 public:
  InjectApiError(const Task& task, const Ports& ports) : LastingAction(task), ports_(ports) {}

  std::vector<Need> needs() const override {
    return {{std::string(kind().permission),
             task().experiment_arn,
             {{"fis:Service", {task().parameter("service")}},
              {"fis:Operations", task().list("operations")},
              {"fis:Percentage", {task().parameter("percentage")}},
              {"fis:Targets", task().arns}}}};
  }

 private:
  std::unique_ptr<Ongoing> make() override {
    return ports_.api_errors.begin({.kind = kind().kind,
                                    .role_arns = task().arns,
                                    .service = task().parameter("service"),
                                    .operations = task().list("operations"),
                                    .share = task().share()});
  }
  const ErrorKind& kind() const {
    const auto* found = kErrorKinds;
    while (found->action_id != task().action_id) ++found;
    return *found;
  }

  Ports ports_;
};

}  // namespace

std::unique_ptr<Action> insufficient_capacity(const Task& task, const Ports& ports) {
  return std::make_unique<InsufficientCapacity>(task, ports);
}

std::unique_ptr<Action> inject_api_error(const Task& task, const Ports& ports) {
  return std::make_unique<InjectApiError>(task, ports);
}

}  // namespace aws::region::fis
