// What SendCommand asks for, checked.
#pragma once

#include <string>
#include <string_view>

#include "contract/ssm.h"
#include "region/ssm/commands/command_store.h"

namespace aws::region::ssm {

// Of the other operating system, which no instance here has.
bool is_run_powershell_script(std::string_view document);

// Without id. Throws InvalidDocument, InvalidParameters, DuplicateInstanceId, ValidationException.
Command command_from(const aws::ssm::SendCommandRequest& request);

}  // namespace aws::region::ssm
