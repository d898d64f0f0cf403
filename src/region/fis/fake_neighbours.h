// For this room's tests: neighbours that remember what was done to them, and the service in front of them on simulated
// time. Test code only.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "contract/fis.h"
#include "region/fis/fis.h"
#include "testing/simulated_clock.h"

namespace aws::region::fis {

inline constexpr auto kRoleArn = "arn:aws:iam::123456789012:role/chaos";

class FakeResources final : public Resources {
 public:
  struct Thing {
    std::string type;
    std::string arn;
    std::map<std::string, std::string> tags{};
    std::map<std::string, std::string> values{};  // by path
  };
  std::vector<Thing> things;

  std::vector<Resource> all(std::string_view type) const override {
    std::vector<Resource> found;
    for (const auto& thing : things) {
      if (thing.type != type) continue;
      const auto look = [values = thing.values](std::string_view path) {
        const auto value = values.find(std::string(path));
        return value == values.end() ? std::vector<std::string>() : std::vector<std::string>{value->second};
      };
      found.push_back({thing.arn, thing.tags, look});
    }
    return found;
  }
  std::string zone(std::string_view name_or_id) const override {
    if (name_or_id == "usw2-az2") return "us-west-2a";
    return name_or_id.starts_with("us-west-2") ? std::string(name_or_id) : "";
  }
};

class FakeRoles final : public Roles {
 public:
  bool is_assumable = true;
  std::set<std::string> denied;  // actions
  mutable std::vector<std::string> asked;
  mutable std::map<std::string, std::vector<std::string>> context;  // of what was asked last

  bool assumable(const std::string& role_arn, const std::string&) const override {
    return is_assumable && role_arn == kRoleArn;
  }
  bool allows(const std::string&, const Need& need) const override {
    asked.push_back(need.action + " " + need.resource);
    context = need.context;
    return !denied.contains(need.action);
  }
};

class FakeInstances final : public Instances {
 public:
  std::map<std::string, std::string> states;  // "stopping" until a test says otherwise
  std::vector<std::string> done;
  bool protected_from_termination = false;

  std::string state(const std::string& id) const override {
    const auto found = states.find(id);
    return found == states.end() ? "terminated" : found->second;
  }
  void stop(const std::vector<std::string>& ids) override { note("stop", ids, "stopping"); }
  void start(const std::vector<std::string>& ids) override { note("start", ids, "pending"); }
  void reboot(const std::vector<std::string>& ids) override { note("reboot", ids, "running"); }
  void terminate(const std::vector<std::string>& ids) override {
    if (protected_from_termination) throw Error("OperationNotPermitted", "it may not be terminated");
    note("terminate", ids, "shutting-down");
  }

 private:
  void note(const std::string& what, const std::vector<std::string>& ids, const std::string& state) {
    for (const auto& id : ids) {
      done.push_back(what + " " + id);
      states[id] = state;
    }
  }
};

class FakeCommands final : public Commands {
 public:
  std::vector<CommandOrder> sent;
  std::vector<std::string> cancelled;
  CommandState now;

  std::string send(const CommandOrder& order) override {
    sent.push_back(order);
    return "command-" + std::to_string(sent.size());
  }
  CommandState state(const std::string&) const override { return now; }
  void cancel(const std::string& id) override { cancelled.push_back(id); }
};

// Counts what goes on.
template <class Port, class Order>
class FakeOngoing : public Port {
 public:
  std::vector<Order> begun;
  int ongoing = 0;
  std::string reason;  // why it cannot be

  std::unique_ptr<Ongoing> begin(const Order& order) override {
    if (!reason.empty()) throw Error("NotSupported", reason);
    begun.push_back(order);
    return std::make_unique<Counted>(ongoing);
  }

 private:
  class Counted final : public Ongoing {
   public:
    explicit Counted(int& count) : count_(count) { ++count_; }
    ~Counted() override { --count_; }

   private:
    int& count_;
  };
};

class FakeApiErrors final : public FakeOngoing<ApiErrors, ApiError> {
 public:
  bool has_operation(std::string_view, std::string_view operation) const override {
    return operation.starts_with("Describe");
  }
};

class FakeShifts final : public FakeOngoing<ZonalShifts, ZonalShift> {
 public:
  std::set<std::string> taking_part;
  bool takes_part(const std::string& resource_arn) const override { return taking_part.contains(resource_arn); }
};

class FakeVisits final : public Visits {
 public:
  bool has_load_balancer(const std::string& name) const override { return name == "shop"; }
  bool has_target_group(const std::string& name) const override { return name == "shop-servers"; }
  std::unique_ptr<Ongoing> watch(std::function<void(const Visit&)> told) override {
    tell = std::move(told);
    return watchers.begin("");
  }
  void come(int status, std::chrono::milliseconds took, int times = 1) const {
    for (int i = 0; i < times && watchers.ongoing > 0; ++i) tell({"shop", "shop-servers", status, took});
  }

  std::function<void(const Visit&)> tell;
  struct Nothing {
    virtual ~Nothing() = default;
    virtual std::unique_ptr<Ongoing> begin(const std::string&) = 0;
  };
  FakeOngoing<Nothing, std::string> watchers;
};

class FisTest : public ::testing::Test {
 protected:
  FisTest() { restart(); }

  // What remains is the store.
  void restart() {
    fis.reset();
    fis = std::make_unique<Fis>(
        Fis::Parts{store,
                   {resources, roles, instances, commands, api_errors, shortages, network, shifts, visits},
                   clock,
                   clock,
                   1,
                   random,
                   Place{}});
    fis->serve(handlers);
    fis->start();
  }

  static std::string instance_arn(const std::string& id) { return "arn:aws:ec2:us-west-2:123456789012:instance/" + id; }
  void launch(const std::string& id, const std::string& zone = "us-west-2a") {
    instances.states[id] = "running";
    resources.things.push_back({"aws:ec2:instance",
                                instance_arn(id),
                                {{"app", "shop"}},
                                {{"Placement.AvailabilityZone", zone}, {"State.Name", "running"}}});
  }

  // A template with one target of instances, "them", that are tagged so.
  static aws::fis::CreateExperimentTemplateRequest request() {
    aws::fis::CreateExperimentTemplateRequest request{.clientToken = "", .description = "a test", .roleArn = kRoleArn};
    request.stopConditions = {{.source = "none"}};
    request.targets["them"] = {
        .resourceType = "aws:ec2:instance", .resourceTags = {{"app", "shop"}}, .selectionMode = "ALL"};
    return request;
  }
  static aws::fis::CreateExperimentTemplateActionInput pause(const std::string& duration,
                                                             const std::vector<std::string>& after = {}) {
    return {.actionId = "aws:fis:wait", .parameters = {{"duration", duration}}, .startAfter = after};
  }
  static aws::fis::CreateExperimentTemplateRequest request_to_wait(const std::string& duration) {
    auto made = request_for(pause(duration));
    made.targets.clear();
    return made;
  }
  static aws::fis::CreateExperimentTemplateActionInput on_them(const std::string& id, const Texts& parameters = {}) {
    return {.actionId = id, .parameters = parameters, .targets = {{"Instances", "them"}}};
  }
  static aws::fis::CreateExperimentTemplateRequest request_for(
      const aws::fis::CreateExperimentTemplateActionInput& action) {
    auto made = request();
    made.actions["it"] = action;
    return made;
  }

  // The id of the experiment, which has taken its first step.
  std::string start(const aws::fis::CreateExperimentTemplateRequest& request) {
    const auto made = api().CreateExperimentTemplate(request).experimentTemplate.value();
    const auto started = api().StartExperiment({.clientToken = "", .experimentTemplateId = made.id}).experiment.value();
    EXPECT_EQ(started.state->status, "initiating");
    clock.advance(std::chrono::milliseconds(1));
    return *started.id;
  }
  aws::fis::Experiment experiment(const std::string& id) { return api().GetExperiment({.id = id}).experiment.value(); }
  std::string state(const std::string& id) { return experiment(id).state->status.value(); }
  std::string reason(const std::string& id) { return experiment(id).state->reason.value(); }
  std::string state_of(const std::string& id, const std::string& action = "it") {
    return experiment(id).actions.at(action).state->status.value();
  }
  const aws::fis::Api& api() { return api_; }

  testing::SimulatedClock clock;
  SeededRandom random{1};
  Store store;
  FakeResources resources;
  FakeRoles roles;
  FakeInstances instances;
  FakeCommands commands;
  FakeApiErrors api_errors;
  FakeOngoing<Shortages, Shortage> shortages;
  FakeOngoing<NetworkDisruptions, NetworkDisruption> network;
  FakeShifts shifts;
  FakeVisits visits;
  std::unique_ptr<Fis> fis;
  contract::Handlers handlers;

 private:
  aws::fis::Api api_{handlers};
};

// The call must fail with this code and text.
template <class Call>
void expect_refused(Call call, const std::string& code, const std::string& message, int status = 400) {
  try {
    call();
    ADD_FAILURE() << "no error, but expected " << code << ": " << message;
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_EQ(error.message(), message);
    EXPECT_EQ(error.http_status(), status);
  }
}

}  // namespace aws::region::fis
