// SPDX-License-Identifier: Apache-2.0
#include "scenario/parts/instances.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kReplacementProfile{.every = 5s, .at_most = 2min};
constexpr Pace kSystemsManager{.every = 5s, .at_most = 30min};  // its agent tries again that long with new credentials
constexpr Pace kCommandAccepted{.every = 5s, .at_most = 5min};

constexpr const char* kStartServer = "bash start_recommendation_server.sh";  // left in / by the startup script

bool replacement_not_yet_known(const Error& error) {
  return error.is("InvalidParameterValue") && error.message().find("iamInstanceProfile") != std::string::npos;
}

// Of an output, what fits into an error's one line: its last line.
std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text.substr(text.rfind('\n') + 1);
}

}  // namespace

void Instances::replace_profile(const std::string& instance_id, const std::string& profile) {
  const std::string replaced = association(instance_id);
  const auto will_pass = [](const Error& error) { return replacement_not_yet_known(error) || is_lost(error); };
  bool tried = false;
  waiting_.through("EC2 to know the instance profile", kReplacementProfile, will_pass, [&] {
    // A replacement gets an id of its own. That tells whether one whose reply was lost has been made.
    if (std::exchange(tried, true) && association(instance_id) != replaced) return;
    replace_association(replaced, profile);
  });
  console_.info(fmt::format("Replaced instance profile for association {} with profile {}.", replaced, profile));
}

// snippet-start:[cpp.example_code.ec2.DescribeIamInstanceProfileAssociations]
std::string Instances::association(const std::string& instance_id) {
  const auto found =
      ec2_.DescribeIamInstanceProfileAssociations({.Filters = {{.Name = "instance-id", .Values = {instance_id}}}});
  if (found.IamInstanceProfileAssociations.empty()) {
    throw Error("NoInstanceProfile", fmt::format("instance {} has no profile to replace", instance_id));
  }
  return found.IamInstanceProfileAssociations.front().AssociationId.value_or("");
}
// snippet-end:[cpp.example_code.ec2.DescribeIamInstanceProfileAssociations]

// snippet-start:[cpp.example_code.ec2.ReplaceIamInstanceProfileAssociation]
void Instances::replace_association(const std::string& association_id, const std::string& profile) {
  ec2_.ReplaceIamInstanceProfileAssociation(
      {.IamInstanceProfile = {{.Name = profile}}, .AssociationId = association_id});
}
// snippet-end:[cpp.example_code.ec2.ReplaceIamInstanceProfileAssociation]

void Instances::reboot(const std::string& instance_id) {
  // Twice is as good as once: what boots is booted again.
  waiting_.until_certain("the instance reboots", [&] { ec2_.RebootInstances({.InstanceIds = {instance_id}}); });
  console_.info(fmt::format("Rebooting instance {} and waiting for it to be ready.", instance_id));
  wait_for_commands({instance_id});
}

void Instances::wait_for_commands(const std::vector<std::string>& instance_ids) {
  for (const auto& id : instance_ids) {
    waiting_.until("Systems Manager to reach the instance", kSystemsManager, [&] { return takes_commands(id); });
  }
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

std::string Instances::send_command(const std::string& instance_id, const std::string& command) {
  std::string id;
  const auto not_yet_ready = [](const Error& error) { return error.is("InvalidInstanceId"); };
  waiting_.through("Systems Manager to take the command", kCommandAccepted, not_yet_ready, [&] {
    // Of two commands the second finds the server running and leaves it at that.
    waiting_.until_certain("the command is sent", [&] {
      const auto sent = ssm_.SendCommand({.InstanceIds = {instance_id},
                                          .DocumentName = "AWS-RunShellScript",
                                          .Parameters = {{"commands", {command}}, {"workingDirectory", {"/"}}}});
      id = sent.Command.value_or(ssm::Command()).CommandId.value_or("");
    });
  });
  return id;
}

void Instances::run_command(const std::string& instance_id, const std::string& command) {
  const ssm::GetCommandInvocationRequest invocation{.CommandId = send_command(instance_id, command),
                                                    .InstanceId = instance_id};
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
