// Commands and their invocations in the shapes in which the API tells them.
#pragma once

#include <string>
#include <vector>

#include "contract/ssm.h"
#include "region/ssm/commands/command_store.h"

namespace aws::region::ssm {

// How a command stands, all its invocations taken together.
struct CommandSummary {
  std::string status;
  std::string details;
  int completed = 0;
  int errors = 0;
  int not_delivered = 0;
};
CommandSummary summary_of(const std::vector<Invocation>& invocations);

aws::ssm::Command describe(const Command& command, const std::vector<Invocation>& invocations);
aws::ssm::CommandInvocation describe(const Command& command, const Invocation& invocation, bool with_details);
aws::ssm::GetCommandInvocationResponse result_of(const Command& command, const Invocation& invocation);

}  // namespace aws::region::ssm
