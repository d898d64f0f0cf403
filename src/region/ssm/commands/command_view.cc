#include "region/ssm/commands/command_view.h"

#include <algorithm>
#include <chrono>

#include "base/text/timestamp.h"
#include "region/ssm/commands/command_output.h"
#include "region/ssm/commands/shell_script.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

constexpr std::size_t kMostPluginOutput = 2'500;  // characters, where invocations are listed

std::string iso_time_or_blank(const std::optional<std::int64_t>& milliseconds) {
  return milliseconds ? text::iso8601(from_milliseconds(*milliseconds)) : "";
}

std::optional<Timestamp> time_of(const std::optional<std::int64_t>& milliseconds) {
  return milliseconds ? std::optional(from_milliseconds(*milliseconds)) : std::nullopt;
}

}  // namespace

// What went worst says how the command went.
CommandSummary summary_of(const std::vector<Invocation>& invocations) {
  CommandSummary summary;
  const auto any = [&](auto holds) { return std::any_of(invocations.begin(), invocations.end(), holds); };
  for (const Invocation& invocation : invocations) {
    if (invocation.ended()) ++summary.completed;
    if (counts_as_error(invocation)) ++summary.errors;
    if (invocation.details == kDeliveryTimedOut) ++summary.not_delivered;
  }
  const bool begun = any([](const Invocation& each) { return !each.pending(); });
  if (any([](const Invocation& each) { return !each.ended(); })) {
    const bool cancelling = any([](const Invocation& each) { return each.status == status::kCancelling; });
    summary.status = cancelling ? status::kCancelling : begun ? status::kInProgress : status::kPending;
    summary.details = summary.status;
    return summary;
  }
  summary.status = summary.details = status::kSuccess;
  for (const auto worse : {status::kTimedOut, status::kFailed, status::kCancelled}) {
    for (const Invocation& invocation : invocations) {
      if (invocation.status != worse) continue;
      summary.status = worse;
      summary.details = invocation.details;
    }
  }
  return summary;
}

api::Command describe(const Command& command, const std::vector<Invocation>& invocations) {
  const CommandSummary summary = summary_of(invocations);
  const Timestamp requested = from_milliseconds(command.requested_ms);
  return {.CommandId = command.id,
          .DocumentName = command.document_name,
          .DocumentVersion = command.document_version,
          .Comment = command.comment,
          .ExpiresAfter = requested + std::chrono::seconds(command.delivery_timeout_seconds),
          .Parameters = command.parameters,
          .InstanceIds = command.instance_ids,
          .RequestedDateTime = requested,
          .Status = summary.status,
          .StatusDetails = summary.details,
          .MaxConcurrency = command.max_concurrency,
          .MaxErrors = command.max_errors,
          .TargetCount = static_cast<int>(command.instance_ids.size()),
          .CompletedCount = summary.completed,
          .ErrorCount = summary.errors,
          .DeliveryTimedOutCount = summary.not_delivered,
          .TimeoutSeconds = static_cast<int>(command.delivery_timeout_seconds)};
}

api::CommandInvocation describe(const Command& command, const Invocation& invocation, bool with_details) {
  api::CommandInvocation described{.CommandId = command.id,
                                   .InstanceId = invocation.instance_id,
                                   .InstanceName = "",
                                   .Comment = command.comment,
                                   .DocumentName = command.document_name,
                                   .DocumentVersion = command.document_version,
                                   .RequestedDateTime = from_milliseconds(command.requested_ms),
                                   .Status = invocation.status,
                                   .StatusDetails = invocation.details,
                                   .StandardOutputUrl = "",
                                   .StandardErrorUrl = ""};
  if (!with_details) return described;
  std::string output = invocation.output;
  if (!invocation.errors.empty()) output += "\n----------ERROR-------\n" + invocation.errors;
  described.CommandPlugins = {{.Name = std::string(kShellPlugin),
                               .Status = invocation.status,
                               .StatusDetails = invocation.details,
                               .ResponseCode = invocation.response_code,
                               .ResponseStartDateTime = time_of(invocation.started_ms),
                               .ResponseFinishDateTime = time_of(invocation.ended_ms),
                               .Output = kept_output(output, kMostPluginOutput),
                               .StandardOutputUrl = "",
                               .StandardErrorUrl = ""}};
  return described;
}

api::GetCommandInvocationResponse result_of(const Command& command, const Invocation& invocation) {
  std::string elapsed;
  if (invocation.started_ms && invocation.ended_ms) {
    elapsed = text::iso8601_duration(std::chrono::milliseconds(*invocation.ended_ms - *invocation.started_ms));
  }
  return {.CommandId = command.id,
          .InstanceId = invocation.instance_id,
          .Comment = command.comment,
          .DocumentName = command.document_name,
          .DocumentVersion = command.document_version,
          .PluginName = std::string(kShellPlugin),
          .ResponseCode = invocation.response_code,
          .ExecutionStartDateTime = iso_time_or_blank(invocation.started_ms),
          .ExecutionElapsedTime = elapsed,
          .ExecutionEndDateTime = iso_time_or_blank(invocation.ended_ms),
          .Status = invocation.status,
          .StatusDetails = invocation.details,
          .StandardOutputContent = invocation.output,
          .StandardOutputUrl = "",
          .StandardErrorContent = invocation.errors,
          .StandardErrorUrl = "",
          .CloudWatchOutputConfig = {{.CloudWatchLogGroupName = "", .CloudWatchOutputEnabled = false}}};
}

}  // namespace aws::region::ssm
