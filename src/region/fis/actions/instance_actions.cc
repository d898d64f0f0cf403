// Instances that are stopped, for a while or for good, rebooted or terminated.
#include <fmt/format.h>

#include "base/error.h"
#include "region/fis/actions/kinds.h"
#include "region/fis/iso_duration.h"

namespace aws::region::fis {
namespace {

class InstanceAction : public Action {
 public:
  InstanceAction(const Task& task, Instances& instances)
      : task_(task), ids_(names_in(task.arns)), instances_(instances) {}

 protected:
  std::vector<Need> need(const std::string& action) const {
    std::vector<Need> needs;
    for (const auto& arn : task_.arns) needs.push_back({action, arn});
    return needs;
  }

  Task task_;
  std::vector<std::string> ids_;
  Instances& instances_;
};

class StopInstances final : public InstanceAction {
 public:
  using InstanceAction::InstanceAction;

  std::vector<Need> needs() const override {
    auto needs = need("ec2:StopInstances");
    if (!duration()) return needs;
    for (auto& more : need("ec2:StartInstances")) needs.push_back(std::move(more));
    if (may_be_terminated()) needs.push_back({"ec2:DescribeInstances", "*"});
    return needs;
  }
  void begin() override {
    instances_.stop(ids_);
    stopped_ = true;
  }
  std::optional<std::chrono::seconds> duration() const override {
    return iso_duration(task_.parameter("startInstancesAfterDuration"));
  }
  bool over() override {
    if (!duration()) return true;
    if (may_be_terminated()) return false;
    for (const auto& id : ids_) {
      if (is_terminated(id))
        throw Error("InvalidTarget", fmt::format("Instance {} was terminated by somebody else.", id));
    }
    return false;
  }
  // Those that are there still, as soon as all of them have stopped.
  bool take_back() override {
    if (!stopped_ || !duration()) return true;
    std::vector<std::string> startable;
    for (const auto& id : ids_) {
      const auto state = instances_.state(id);
      if (state == "stopping") return false;
      if (state == "stopped") startable.push_back(id);
    }
    stopped_ = false;
    if (!startable.empty()) instances_.start(startable);
    return true;
  }

 private:
  bool may_be_terminated() const { return task_.parameter("completeIfInstancesTerminated") == "true"; }
  bool is_terminated(const std::string& id) const {
    const auto state = instances_.state(id);
    return state == "shutting-down" || state == "terminated";
  }

  bool stopped_ = false;
};

class RebootInstances final : public InstanceAction {
 public:
  using InstanceAction::InstanceAction;
  std::vector<Need> needs() const override { return need("ec2:RebootInstances"); }
  void begin() override { instances_.reboot(ids_); }
};

class TerminateInstances final : public InstanceAction {
 public:
  using InstanceAction::InstanceAction;
  std::vector<Need> needs() const override { return need("ec2:TerminateInstances"); }
  void begin() override { instances_.terminate(ids_); }
};

}  // namespace

std::unique_ptr<Action> stop_instances(const Task& task, const Ports& ports) {
  return std::make_unique<StopInstances>(task, ports.instances);
}

std::unique_ptr<Action> reboot_instances(const Task& task, const Ports& ports) {
  return std::make_unique<RebootInstances>(task, ports.instances);
}

std::unique_ptr<Action> terminate_instances(const Task& task, const Ports& ports) {
  return std::make_unique<TerminateInstances>(task, ports.instances);
}

}  // namespace aws::region::fis
