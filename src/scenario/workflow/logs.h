// What instances said when they started.
#pragma once

#include <optional>
#include <string>

#include "contract/ec2.h"
#include "scenario/console/console.h"

namespace aws::scenario {

// The output of the console, where user data print, of the instance, or of all that exist. Throws aws::Error when there
// is no such instance.
void logs(ec2::Api& ec2, Console& console, const std::optional<std::string>& instance_id);

}  // namespace aws::scenario
