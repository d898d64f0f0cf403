// Run Command: takes commands in and carries them out on managed nodes. One step per command moves its invocations on,
// whenever something happened that could let it: the command came, a node became reachable or went, a script ended.
//
//   Pending --delivered--> InProgress --exit 0--> Success
//      |                        |-----exit != 0--> Failed
//      |                        |-----too long---> TimedOut (ExecutionTimedOut)
//      |                        +--instance lost-> Failed (Undeliverable)
//      |--not delivered in time--> TimedOut (DeliveryTimedOut)
//      |--instance gone----------> Failed (Undeliverable)
//      +--too many errors--------> Cancelled (Terminated)
//   cancelled before it has ended --> Cancelled, by way of Cancelling where a script has to end
//
// Region thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "region/ssm/commands/command_store.h"
#include "region/ssm/nodes/managed_nodes.h"
#include "region/ssm/ports.h"

namespace aws::region::ssm {

class RunCommand {
 public:
  struct Parts {
    Store& store;
    ManagedNodes& nodes;
    Instances& instances;
    const Clock& clock;
    Timers& timers;  // at AWS's durations
  };
  explicit RunCommand(Parts parts);
  RunCommand(const RunCommand&) = delete;
  RunCommand& operator=(const RunCommand&) = delete;

  // Once, when a region has started, after ManagedNodes::start(): what was under way is lost, what was pending goes on.
  void start();

  // A command whose document and parameters are valid, to managed nodes.
  const Command& send(Command command);
  // What is pending is not delivered, what runs is ended. Of a command that there is, on instances that it was sent to.
  void cancel(const std::string& command_id, const std::vector<std::string>& instance_ids);
  // Something happened to a node.
  void node_changed(const std::string& instance_id);

  const CommandStore& commands() const { return commands_; }

 private:
  void arm_expiry(const Command& command);
  void expire(const std::string& command_id);
  void step(const std::string& command_id);
  void deliver(const Command& command, Invocation invocation);
  void finished(const std::string& command_id, const std::string& instance_id, const ScriptResult& result);
  void end(Invocation invocation, std::string_view status, std::string_view details);
  std::int64_t now_ms() const;

  Parts parts_;
  CommandStore commands_;
  std::map<std::string, Timer> expiries_;  // of the commands that have pending invocations
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace aws::region::ssm
