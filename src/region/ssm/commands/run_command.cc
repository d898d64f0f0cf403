#include "region/ssm/commands/run_command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

#include "region/ssm/commands/command_output.h"
#include "region/ssm/commands/command_script.h"

namespace aws::region::ssm {
namespace {

constexpr std::size_t kMaxOutput = 24'000;  // characters
constexpr std::size_t kMaxErrors = 8'000;
constexpr int kKilledStatus = 137;  // what the agent reports for a script that it had to end

// "7", or "10%" of the instances; `least` at least.
std::size_t limit_of(const std::string& text, std::size_t instances, std::size_t least) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::max(least, text.ends_with('%') ? instances * number / 100 : number);
}

}  // namespace

RunCommand::RunCommand(Parts parts) : parts_(parts), commands_(parts.store) {}

void RunCommand::start() {
  std::vector<std::string> open;
  for (const auto& [id, command] : commands_.all()) {
    const auto invocations = commands_.invocations(command);
    for (const Invocation& invocation : invocations) {
      if (!invocation.in_progress()) continue;
      Invocation lost = invocation;
      lost.errors = "The command was under way when the region stopped, so its result is not known.";
      end(std::move(lost), status::kFailed, kUndeliverable);
    }
    if (std::any_of(invocations.begin(), invocations.end(), [](const auto& each) { return each.pending(); })) {
      open.push_back(id);
    }
  }
  for (const std::string& id : open) {
    arm_expiry(*commands_.find(id));
    step(id);
  }
}

const Command& RunCommand::send(Command command) {
  command.requested_ms = now_ms();
  const Command& added = commands_.add(std::move(command));
  arm_expiry(added);
  step(added.id);
  return added;
}

void RunCommand::cancel(const std::string& command_id, const std::vector<std::string>& instance_ids) {
  // First those that wait, so that none takes the place of one that ends.
  for (const std::string& instance : instance_ids) {
    Invocation invocation = *commands_.find_invocation(command_id, instance);
    if (invocation.pending()) end(std::move(invocation), status::kCancelled, status::kCancelled);
  }
  for (const std::string& instance : instance_ids) {
    Invocation invocation = *commands_.find_invocation(command_id, instance);
    if (invocation.status != status::kInProgress) continue;
    invocation.status = invocation.details = status::kCancelling;
    commands_.put(std::move(invocation));
    parts_.instances.end_script(instance, command_id);
  }
  step(command_id);
}

void RunCommand::node_changed(const std::string& instance_id) {
  std::vector<std::string> open;  // a step closes what it has finished
  for (const auto& [id, timer] : expiries_) open.push_back(id);
  for (const std::string& id : open) {
    const Invocation* invocation = commands_.find_invocation(id, instance_id);
    if (invocation != nullptr && invocation->pending()) step(id);
  }
}

// After a restart of the region the whole time runs again: how much of it has passed at AWS's pace is not known.
void RunCommand::arm_expiry(const Command& command) {
  expiries_[command.id] = parts_.timers.after(std::chrono::seconds(command.delivery_timeout_seconds),
                                              [this, id = command.id] { expire(id); });
}

void RunCommand::expire(const std::string& command_id) {
  for (Invocation& invocation : commands_.invocations(*commands_.find(command_id))) {
    if (invocation.pending()) end(std::move(invocation), status::kTimedOut, kDeliveryTimedOut);
  }
  expiries_.erase(command_id);
}

void RunCommand::step(const std::string& command_id) {
  const Command& command = *commands_.find(command_id);
  const std::size_t count = command.instance_ids.size();
  const std::size_t max_running = limit_of(command.max_concurrency, count, 1);
  const std::size_t max_errors = limit_of(command.max_errors, count, 0);
  for (const std::string& instance : command.instance_ids) {
    const Invocation& invocation = *commands_.find_invocation(command_id, instance);
    if (!invocation.pending()) continue;
    const auto all = commands_.invocations(command);
    const auto running = std::count_if(all.begin(), all.end(), [](const auto& each) { return each.in_progress(); });
    if (std::count_if(all.begin(), all.end(), counts_as_error) > static_cast<std::ptrdiff_t>(max_errors)) {
      end(invocation, status::kCancelled, kTerminated);
    } else if (!parts_.nodes.managed(instance)) {
      end(invocation, status::kFailed, kUndeliverable);
    } else if (running < static_cast<std::ptrdiff_t>(max_running) && parts_.nodes.reachable(instance)) {
      deliver(command, invocation);
    }
  }
  const auto all = commands_.invocations(command);
  if (std::none_of(all.begin(), all.end(), [](const auto& each) { return each.pending(); })) {
    expiries_.erase(command_id);
  }
}

void RunCommand::deliver(const Command& command, Invocation invocation) {
  const std::string instance = invocation.instance_id;
  invocation.status = status::kInProgress;
  invocation.details = status::kInProgress;
  invocation.started_ms = now_ms();
  commands_.put(std::move(invocation));
  const auto node = parts_.instances.find(instance);
  const ShellScript script = script_of(command, node ? node->private_ip : "");
  auto meanwhile = script.meanwhile.service.empty() ? nullptr : parts_.instances.slow(instance, script.meanwhile);
  parts_.instances.run_script({.instance_id = instance,
                               .name = command.id,
                               .text = script.text,
                               .working_directory = script.working_directory,
                               .timeout = script.timeout},
                              [this, alive = std::weak_ptr(alive_), command_id = command.id, instance,
                               lasts = script.lasts, meanwhile = std::move(meanwhile)](ScriptResult result) mutable {
                                meanwhile.reset();
                                if (alive.expired()) return;
                                if (lasts && result.outcome == ScriptResult::Outcome::kTimedOut) {
                                  result.outcome = ScriptResult::Outcome::kExited;
                                  result.exit_status = 0;
                                }
                                finished(command_id, instance, result);
                              });
}

void RunCommand::finished(const std::string& command_id, const std::string& instance_id, const ScriptResult& result) {
  const Invocation* found = commands_.find_invocation(command_id, instance_id);
  if (found == nullptr || !found->in_progress()) return;
  Invocation invocation = *found;
  std::string errors = result.errors;
  switch (result.outcome) {
    case ScriptResult::Outcome::kExited:
      invocation.response_code = result.exit_status;
      if (result.exit_status != 0) {  // in the agent's words
        errors += fmt::format("failed to run commands: exit status {}", result.exit_status);
      }
      break;
    case ScriptResult::Outcome::kTimedOut:
      invocation.response_code = kKilledStatus;
      break;
    case ScriptResult::Outcome::kLost:
      errors += "The instance was stopped or rebooted while the command ran.";
      break;
  }
  invocation.output = kept_output(result.output, kMaxOutput);
  invocation.errors = kept_output(errors, kMaxErrors);
  if (result.outcome == ScriptResult::Outcome::kTimedOut) {
    end(std::move(invocation), status::kTimedOut, kExecutionTimedOut);
  } else if (result.outcome == ScriptResult::Outcome::kLost) {
    end(std::move(invocation), status::kFailed, kUndeliverable);
  } else {
    const auto status = result.exit_status == 0 ? status::kSuccess : status::kFailed;
    end(std::move(invocation), status, status);
  }
  step(command_id);
}

// What was being cancelled is cancelled, whatever has ended it.
void RunCommand::end(Invocation invocation, std::string_view status, std::string_view details) {
  if (invocation.status == status::kCancelling) status = details = status::kCancelled;
  invocation.status = status;
  invocation.details = details;
  if (invocation.started_ms) invocation.ended_ms = now_ms();
  spdlog::info("ssm: command {} on {}: {}", invocation.command_id, invocation.instance_id, details);
  commands_.put(std::move(invocation));
}

std::int64_t RunCommand::now_ms() const { return to_milliseconds(parts_.clock.now()); }

}  // namespace aws::region::ssm
