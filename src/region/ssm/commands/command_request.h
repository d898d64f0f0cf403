// What SendCommand asks for, checked.
#pragma once

#include "contract/ssm.h"
#include "region/ssm/commands/command_store.h"

namespace aws::region::ssm {

// Without id. Throws InvalidDocument, UnsupportedPlatformType, InvalidParameters, DuplicateInstanceId,
// ValidationException.
Command command_from(const aws::ssm::SendCommandRequest& request);

}  // namespace aws::region::ssm
