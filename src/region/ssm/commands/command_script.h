// What a command makes an instance do, by its document.
#pragma once

#include <string_view>

#include "region/ssm/commands/command_store.h"
#include "region/ssm/commands/fault_documents.h"
#include "region/ssm/commands/shell_script.h"

namespace aws::region::ssm {

// On an instance with this address. Throws InvalidParameters.
inline ShellScript script_of(const Command& command, std::string_view address) {
  if (command.document_name == kRunShellScript) return shell_script(command.parameters);
  return fault_script(command.document_name, command.parameters, address);
}

}  // namespace aws::region::ssm
