// EC2 and Elastic Load Balancing as Auto Scaling's tests know them: instances that take time to boot and to end, target
// groups that remember who is registered. Test code only.
#pragma once

#include <fmt/format.h>

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/error.h"
#include "region/autoscaling/ports.h"
#include "testing/simulated_clock.h"

namespace aws::region::autoscaling {

class FakeInstances final : public Instances {
 public:
  struct Instance {
    LaunchOrder order;
    InstanceState state = InstanceState::kPending;
    Timer change;
  };

  explicit FakeInstances(testing::SimulatedClock& clock) : clock_(clock) {}

  std::string launch(const LaunchOrder& order) override {
    if (!refusal.empty() && (full_zones.empty() || full_zones.contains(order.zone)))
      throw Error("InsufficientInstanceCapacity", refusal);
    const std::string id = fmt::format("i-{:017x}", ++launched);
    all[id].order = order;
    if (boots) become(id, InstanceState::kRunning, boot_time);
    return id;
  }
  void terminate(const std::string& id) override {
    if (all.at(id).state == InstanceState::kTerminated) return;
    set(id, InstanceState::kShuttingDown);
    become(id, InstanceState::kTerminated, std::chrono::seconds(1));
  }
  InstanceState state(const std::string& id) override {
    const auto found = all.find(id);
    return found == all.end() ? InstanceState::kUnknown : found->second.state;
  }

  std::optional<ExistingInstance> find(const std::string& id) override {
    const auto found = all.find(id);
    if (found == all.end()) return std::nullopt;
    return ExistingInstance{.instance_type = "t3.micro",
                            .zone = found->second.order.zone,
                            .subnet_id = found->second.order.subnet_id,
                            .state = found->second.state};
  }
  void adopt(const std::string& id, const std::string& group_name) override {
    all.at(id).order.group_name = group_name;
  }
  void release(const std::string& id) override { all.at(id).order.group_name.clear(); }

  void set(const std::string& id, InstanceState state) {
    all.at(id).state = state;
    if (on_change) on_change(id);
  }

  std::map<std::string, Instance> all;
  int launched = 0;
  bool boots = true;
  std::chrono::seconds boot_time{2};
  std::string refusal;
  std::set<std::string> full_zones;  // the zones that `refusal` is about, none: all of them
  std::function<void(const std::string&)> on_change;

 private:
  void become(const std::string& id, InstanceState state, std::chrono::seconds delay) {
    all.at(id).change = clock_.after(delay, [this, id, state] { set(id, state); });
  }

  testing::SimulatedClock& clock_;
};

class FakeLaunchTemplates final : public LaunchTemplates {
 public:
  ResolvedTemplate resolve(const TemplateReference& reference) override {
    if (!problem.empty()) throw Error("InvalidLaunchTemplateId.NotFound", problem);
    const bool numbered = reference.version != "$Default" && reference.version != "$Latest";
    return {.id = reference.id.value_or("lt-0123456789abcdef0"),
            .name = "template",
            .version = numbered ? reference.version : "1",
            .instance_type = "t3.micro",
            .image_id = "ami-0123456789abcdef0"};
  }
  std::string problem;
};

class FakeZones final : public Zones {
 public:
  std::optional<Subnet> default_subnet(const std::string& zone) override {
    return subnet("subnet-" + zone.substr(zone.size() - 1));
  }
  std::optional<Subnet> subnet(const std::string& id) override {
    const std::string letter = id.substr(id.size() - 1);
    if (letter < "a" || letter > "d") return std::nullopt;
    return Subnet{.id = "subnet-" + letter, .zone = "us-west-2" + letter};
  }
};

class FakeTargetGroups final : public TargetGroups {
 public:
  struct Targets {
    std::set<std::string> registered;
    std::set<std::string> draining;
    std::set<std::string> in_flight;
    std::set<std::string> unhealthy;
    std::set<std::string> unknown;  // whose health is not known yet
  };
  bool exists(const std::string& arn) override { return all.contains(arn); }
  void register_target(const std::string& arn, const std::string& id) override {
    all.at(arn).registered.insert(id);
    journal.push_back("register " + id);
  }
  void deregister_target(const std::string& arn, const std::string& id) override {
    all.at(arn).registered.erase(id);
    all.at(arn).draining.insert(id);
    journal.push_back("deregister " + id);
  }
  std::chrono::seconds delay{300};
  std::chrono::seconds deregistration_delay(const std::string&) override { return delay; }
  bool drained(const std::string& arn, const std::string& id) override { return !all.at(arn).in_flight.contains(id); }
  bool healthy(const std::string& arn, const std::string& id) override {
    const Targets& targets = all.at(arn);
    return targets.registered.contains(id) && !targets.unhealthy.contains(id) && !targets.unknown.contains(id);
  }
  bool unhealthy(const std::string& arn, const std::string& id) override { return all.at(arn).unhealthy.contains(id); }

  std::map<std::string, Targets> all;
  std::vector<std::string> journal;
};

}  // namespace aws::region::autoscaling
