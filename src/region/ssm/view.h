// What the stores know, in the shapes in which the API tells it.
#pragma once

#include "contract/ssm.h"
#include "region/ssm/commands/command_store.h"
#include "region/ssm/managed_nodes.h"
#include "region/ssm/parameter_store.h"

namespace aws::region::ssm {

aws::ssm::Parameter describe(const ParameterView& parameter, bool with_decryption);
aws::ssm::InstanceInformation describe(const Registration& node);
aws::ssm::Command describe(const Command& command);  // as it has just been sent
aws::ssm::GetCommandInvocationResponse describe(const Command& command, const Invocation& invocation);

}  // namespace aws::region::ssm
