#include "scenario/instances.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenario/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kProfilePropagation{.every = 5s, .at_most = 2min};
constexpr Pace kSystemsManager{.every = 5s, .at_most = 30min};  // its agent tries again that long with new credentials
constexpr Pace kCommandAccepted{.every = 5s, .at_most = 5min};

constexpr const char* kStartServer = "bash start_recommendation_server.sh";  // left in / by the startup script

bool profile_not_yet_known(const Error& error) {
  return error.is("InvalidParameterValue") && error.message().find("iamInstanceProfile") != std::string::npos;
}

// Of an output, what fits into an error's one line: its last line.
std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

void Instances::replace_profile(const std::string& instance_id, const std::string& profile) {
  std::string association;
  const auto replace = [&] {
    const auto found =
        ec2_.DescribeIamInstanceProfileAssociations({.Filters = {{.Name = "instance-id", .Values = {instance_id}}}});
    if (found.IamInstanceProfileAssociations.empty()) {
      throw Error("NoInstanceProfile", fmt::format("instance {} has no profile to replace", instance_id));
    }
    association = found.IamInstanceProfileAssociations.front().AssociationId.value_or("");
    ec2_.ReplaceIamInstanceProfileAssociation(
        {.IamInstanceProfile = {{.Name = profile}}, .AssociationId = association});
  };
  waiting_.through("EC2 to know the instance profile", kProfilePropagation, profile_not_yet_known, replace);
  console_.info(fmt::format("Replaced instance profile for association {} with profile {}.", association, profile));
}

void Instances::reboot(const std::string& instance_id) {
  ec2_.RebootInstances({.InstanceIds = {instance_id}});
  console_.info(fmt::format("Rebooting instance {} and waiting for it to be ready.", instance_id));
  waiting_.until("Systems Manager to reach the instance", kSystemsManager, [&] { return takes_commands(instance_id); });
}

bool Instances::takes_commands(const std::string& instance_id) {
  ssm::DescribeInstanceInformationResponse reply;
  unless("InvalidInstanceId", [&] {
    reply = ssm_.DescribeInstanceInformation({.Filters = {{.Key = "InstanceIds", .Values = {instance_id}}}});
  });
  return std::any_of(reply.InstanceInformationList.begin(), reply.InstanceInformationList.end(),
                     [&](const ssm::InstanceInformation& node) {
                       return node.InstanceId == instance_id && node.PingStatus.value_or("Online") == "Online";
                     });
}

void Instances::restart_server(const std::string& instance_id) {
  run_command(instance_id, kStartServer);
  console_.info(fmt::format("Restarted the web server on instance {}.", instance_id));
}

void Instances::run_command(const std::string& instance_id, const std::string& command) {
  ssm::GetCommandInvocationRequest invocation{.InstanceId = instance_id};
  const auto not_yet_ready = [](const Error& error) { return error.is("InvalidInstanceId"); };
  waiting_.through("Systems Manager to take the command", kCommandAccepted, not_yet_ready, [&] {
    const auto sent = ssm_.SendCommand({.InstanceIds = {instance_id},
                                        .DocumentName = "AWS-RunShellScript",
                                        .Parameters = {{"commands", {command}}, {"workingDirectory", {"/"}}}});
    invocation.CommandId = sent.Command.value_or(ssm::Command()).CommandId;
  });
  try {
    waiting_.until("the command to succeed", ssm::waiters::CommandExecuted, ssm_, invocation);
  } catch (const Error& error) {
    throw Error(error.code(), fmt::format("'{}' on instance {}: {}", command, instance_id, failure(invocation)));
  }
}

std::string Instances::failure(const ssm::GetCommandInvocationRequest& invocation) {
  const auto seen = ssm_.GetCommandInvocation(invocation);
  std::string output = last_line(seen.StandardErrorContent.value_or(""));
  if (output.empty()) output = last_line(seen.StandardOutputContent.value_or(""));
  return fmt::format("{}, exit status {}, output: {}", seen.StatusDetails.value_or(seen.Status.value_or("?")),
                     seen.ResponseCode.value_or(-1), output.empty() ? "none" : output);
}

}  // namespace aws::scenario
