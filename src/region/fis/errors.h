// The errors of the Fault Injection Service.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::fis {

Error validation(std::string message);
Error no_such_action(std::string_view id);
Error invalid_next_token();

}  // namespace aws::region::fis
