#include "region/ssm/view.h"

#include <chrono>

#include "base/text/timestamp.h"
#include "region/ssm/commands/shell_script.h"

namespace aws::region::ssm {
namespace {

namespace api = aws::ssm;

// What an agent of these days says of itself and of the image that it runs on.
constexpr const char* kAgentVersion = "3.3.987.0";
constexpr const char* kPlatformName = "Amazon Linux";
constexpr const char* kPlatformVersion = "2";

std::string iso_time_or_blank(const std::optional<std::int64_t>& milliseconds) {
  return milliseconds ? text::iso8601(from_milliseconds(*milliseconds)) : "";
}

}  // namespace

api::Parameter describe(const ParameterView& parameter, bool with_decryption) {
  const bool sealed = parameter.type == "SecureString" && !with_decryption;
  api::Parameter description{.Name = parameter.name,
                             .Type = parameter.type,
                             .Value = sealed ? parameter.sealed : parameter.value,
                             .Version = parameter.version,
                             .LastModifiedDate = parameter.modified,
                             .ARN = parameter.arn,
                             .DataType = parameter.data_type};
  if (!parameter.selector.empty()) description.Selector = parameter.selector;
  return description;
}

api::InstanceInformation describe(const Registration& node) {
  return {.InstanceId = node.instance_id,
          .PingStatus = node.connection_lost ? "ConnectionLost" : "Online",
          .LastPingDateTime = from_milliseconds(node.last_ping_ms),
          .AgentVersion = kAgentVersion,
          .IsLatestVersion = true,
          .PlatformType = "Linux",
          .PlatformName = kPlatformName,
          .PlatformVersion = kPlatformVersion,
          .ResourceType = "EC2Instance",
          .IPAddress = node.private_ip,
          .ComputerName = node.computer_name,
          .SourceId = node.instance_id,
          .SourceType = "AWS::EC2::Instance"};
}

api::Command describe(const Command& command) {
  const Timestamp requested = from_milliseconds(command.requested_ms);
  return {.CommandId = command.id,
          .DocumentName = command.document_name,
          .DocumentVersion = command.document_version,
          .Comment = command.comment,
          .ExpiresAfter = requested + std::chrono::seconds(command.delivery_timeout_seconds),
          .Parameters = command.parameters,
          .InstanceIds = command.instance_ids,
          .RequestedDateTime = requested,
          .Status = std::string(status::kPending),
          .StatusDetails = std::string(status::kPending),
          .MaxConcurrency = command.max_concurrency,
          .MaxErrors = command.max_errors,
          .TargetCount = static_cast<int>(command.instance_ids.size()),
          .CompletedCount = 0,
          .ErrorCount = 0,
          .DeliveryTimedOutCount = 0,
          .TimeoutSeconds = static_cast<int>(command.delivery_timeout_seconds)};
}

api::GetCommandInvocationResponse describe(const Command& command, const Invocation& invocation) {
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
