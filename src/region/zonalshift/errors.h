// The errors of Application Recovery Controller.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace aws::region::zonalshift {

Error resource_not_found(std::string_view arn);
Error zonal_shift_not_found(std::string_view id);

// ValidationException, each with AWS's reason.
Error not_an_arn(std::string_view identifier);
Error no_such_zone(std::string_view zone);
Error zone_without_resource(std::string_view zone, std::string_view arn);
Error invalid_expiry(std::string_view expires_in);
Error nothing_to_update();
Error invalid_next_token();

// ConflictException, each with AWS's reason.
Error already_shifted(std::string_view arn, std::string_view id);
Error no_longer_active(std::string_view id);
Error already_in_autoshift(std::string_view arn);

}  // namespace aws::region::zonalshift
