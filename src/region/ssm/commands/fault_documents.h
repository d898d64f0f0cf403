// AWS's documents that make an instance suffer, AWSFIS-Run-..., for experiments or by themselves: what their parameters
// are and what they make an instance do.
// https://docs.aws.amazon.com/fis/latest/userguide/actions-ssm-agent.html
#pragma once

#include <string>
#include <string_view>

#include "region/ssm/commands/shell_script.h"

namespace aws::region::ssm {

// The document of this name or ARN, by its name; "" when it is none of them.
std::string_view fault_document(std::string_view name_or_arn);

// Of one of them, on an instance with this address. Throws InvalidParameters.
ShellScript fault_script(std::string_view document, const DocumentParameters& parameters, std::string_view address);

}  // namespace aws::region::ssm
