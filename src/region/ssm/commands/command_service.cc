#include "region/ssm/commands/command_service.h"

#include <fmt/format.h>

#include <set>
#include <utility>

#include "region/service/contains.h"
#include "region/ssm/commands/command_filter.h"
#include "region/ssm/commands/command_request.h"
#include "region/ssm/commands/command_view.h"
#include "region/ssm/commands/shell_script.h"
#include "region/ssm/errors.h"
#include "region/ssm/pages.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr int kCommandsAPage = 50;

bool sent_to(const Command& command, const std::optional<std::string>& instance) {
  return !instance || contains(command.instance_ids, *instance);
}

// Of the commands that a request names, or all.
template <class Request>
std::vector<const Command*> commands_in(const Request& request, const CommandStore& commands) {
  std::vector<const Command*> found;
  for (const auto& [id, command] : commands.all()) {
    const bool asked = !request.CommandId || id == *request.CommandId;
    if (asked && sent_to(command, request.InstanceId)) found.push_back(&command);
  }
  return found;
}

// The latest first.
std::string by_time(std::int64_t requested_ms, const std::string& id) {
  return fmt::format("{:020} {}", requested_ms, id);
}

}  // namespace

void CommandService::serve(contract::Handlers& handlers) {
  namespace operations = api::operations;
  handlers.on(operations::SendCommand, this, &CommandService::send);
  handlers.on(operations::GetCommandInvocation, this, &CommandService::invocation);
  handlers.on(operations::ListCommands, this, &CommandService::list);
  handlers.on(operations::ListCommandInvocations, this, &CommandService::list_invocations);
  handlers.on(operations::CancelCommand, this, &CommandService::cancel);
}

// Answered as the command is when it comes, before any instance has it.
api::SendCommandResponse CommandService::send(const api::SendCommandRequest& request) {
  Command command = command_from(request);
  std::vector<std::string> unmanaged;
  for (const auto& id : command.instance_ids) {
    if (!nodes_.managed(id)) unmanaged.push_back(id);
  }
  if (!unmanaged.empty()) throw instances_not_managed(unmanaged, place_.account);
  command.id = uuid(random_);
  const Command& sent = run_command_.send(std::move(command));
  const std::vector<Invocation> none_has_it(sent.instance_ids.size());
  return {.Command = describe(sent, none_has_it)};
}

api::GetCommandInvocationResponse CommandService::invocation(const api::GetCommandInvocationRequest& request) {
  const std::string id = request.CommandId.value_or("");
  const CommandStore& commands = run_command_.commands();
  const Invocation* invocation = commands.find_invocation(id, request.InstanceId.value_or(""));
  if (invocation == nullptr) throw invocation_does_not_exist();
  if (request.PluginName && *request.PluginName != kShellPlugin) throw invalid_plugin();
  return result_of(*commands.find(id), *invocation);
}

api::ListCommandsResponse CommandService::list(const api::ListCommandsRequest& request) {
  const CommandFilter filter(request.Filters);
  const CommandStore& commands = run_command_.commands();
  std::vector<api::Command> found;
  if (request.CommandId && commands.find(*request.CommandId) == nullptr) throw invalid_command_id();
  for (const Command* command : commands_in(request, commands)) {
    auto described = describe(*command, commands.invocations(*command));
    if (filter.accepts(*command, *described.Status)) found.push_back(std::move(described));
  }
  const auto key = [](const api::Command& command) {
    return by_time(to_milliseconds(*command.RequestedDateTime), *command.CommandId);
  };
  api::ListCommandsResponse response;
  response.Commands = page_for(request, response, std::move(found), key, kCommandsAPage, std::greater<>());
  return response;
}

// A command that is not known, or not yet, has none.
api::ListCommandInvocationsResponse CommandService::list_invocations(
    const api::ListCommandInvocationsRequest& request) {
  const CommandFilter filter(request.Filters);
  const CommandStore& commands = run_command_.commands();
  std::vector<api::CommandInvocation> found;
  for (const Command* command : commands_in(request, commands)) {
    for (const Invocation& invocation : commands.invocations(*command)) {
      if (request.InstanceId && invocation.instance_id != *request.InstanceId) continue;
      if (!filter.accepts(*command, invocation.status)) continue;
      found.push_back(describe(*command, invocation, request.Details.value_or(false)));
    }
  }
  const auto key = [](const api::CommandInvocation& each) {
    return by_time(to_milliseconds(*each.RequestedDateTime), *each.CommandId + *each.InstanceId);
  };
  api::ListCommandInvocationsResponse response;
  response.CommandInvocations = page_for(request, response, std::move(found), key, kCommandsAPage, std::greater<>());
  return response;
}

// Of all its instances when none is named. What has ended already stays as it is.
api::CancelCommandResponse CommandService::cancel(const api::CancelCommandRequest& request) {
  const Command* command = run_command_.commands().find(request.CommandId.value_or(""));
  if (command == nullptr) throw invalid_command_id();
  const auto& asked = request.InstanceIds;
  if (std::set(asked.begin(), asked.end()).size() != asked.size()) throw duplicate_instance();
  for (const auto& id : asked) {
    if (!sent_to(*command, id)) throw invocation_elsewhere(id);
  }
  run_command_.cancel(command->id, asked.empty() ? command->instance_ids : asked);
  return {};
}

}  // namespace aws::region::ssm
