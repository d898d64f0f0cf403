// For tests: instances that boot, reboot and go when the test says so, and whose scripts end when the test says so, or
// when their time is over.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "region/ssm/ports.h"

namespace aws::region::ssm {

class FakeInstances final : public Instances {
 public:
  explicit FakeInstances(Timers& timers) : timers_(timers) {}

  void launch(const std::string& id) {
    nodes_[id] = {.instance_id = id, .private_ip = "127.31.0.5", .computer_name = "ip-127-31-0-5", .booted = false};
  }
  void boot(const std::string& id) { nodes_.at(id).booted = true; }
  void reboot(const std::string& id) {
    nodes_.at(id).booted = false;
    finish_script(id, {});
  }
  void terminate(const std::string& id) {
    nodes_.erase(id);
    finish_script(id, {});
  }
  void allow(const std::string& id) { allowed_.insert(id); }
  void forbid(const std::string& id) { allowed_.erase(id); }

  bool stubborn = false;  // scripts do not end when they are told to
  bool runs_script(const std::string& id) const { return scripts_.contains(id); }
  const Script& script(const std::string& id) const { return scripts_.at(id).script; }
  void exit_script(const std::string& id, int status, std::string output = "", std::string errors = "") {
    finish_script(id, {ScriptResult::Outcome::kExited, status, std::move(output), std::move(errors)});
  }

  std::vector<Node> running() const override {
    std::vector<Node> nodes;
    for (const auto& [id, node] : nodes_) nodes.push_back(node);
    return nodes;
  }
  std::optional<Node> find(std::string_view id) const override {
    const auto found = nodes_.find(id);
    return found == nodes_.end() ? std::nullopt : std::optional(found->second);
  }
  bool may(const std::string& id, std::string_view action) const override {
    return action == "ssm:UpdateInstanceInformation" && allowed_.contains(id);
  }
  void run_script(const Script& script, std::function<void(ScriptResult)> done) override {
    const std::string& id = script.instance_id;
    if (!nodes_.contains(id) || !nodes_.at(id).booted) return done({});
    const auto time_out = [this, id] { finish_script(id, {ScriptResult::Outcome::kTimedOut, -1, "so far", ""}); };
    scripts_[id] = {script, std::move(done), timers_.after(script.timeout, time_out)};
  }

  void end_script(const std::string& id, const std::string& name) override {
    const auto found = scripts_.find(id);
    if (found == scripts_.end() || found->second.script.name != name || stubborn) return;
    exit_script(id, 137, "so far");
  }

  std::shared_ptr<const void> slow(const std::string& id, const SlowCalls& calls) override {
    slowed[id] = calls.service;
    jitter = calls.jitter;
    return std::shared_ptr<const void>(this, [id](FakeInstances* fake) { fake->slowed.erase(id); });
  }
  std::chrono::milliseconds jitter{};         // of those that were slowed last
  std::map<std::string, std::string> slowed;  // the service to which an instance's calls are slow

 private:
  struct Running {
    Script script;
    std::function<void(ScriptResult)> done;
    Timer timeout;
  };

  void finish_script(const std::string& id, ScriptResult result) {
    const auto found = scripts_.find(id);
    if (found == scripts_.end()) return;
    const Running ended = std::move(found->second);
    scripts_.erase(found);
    ended.done(std::move(result));
  }

  Timers& timers_;
  std::map<std::string, Node, std::less<>> nodes_;
  std::set<std::string> allowed_;
  std::map<std::string, Running> scripts_;
};

}  // namespace aws::region::ssm
