// What a request asks for, checked.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "contract/zonalshift.h"
#include "region/zonalshift/ports.h"

namespace aws::region::zonalshift {

// "90m", "72h". Throws ValidationException.
std::chrono::minutes checked_expiry(const std::string& expires_in);

// Throws ResourceNotFoundException, or ValidationException for what is no ARN.
ManagedResource managed_resource(const std::string& identifier, const Resources& resources);

// That the resource can be away from this zone; throws ValidationException.
void require_zone(std::string_view zone, const ManagedResource& resource, const Resources& resources);

}  // namespace aws::region::zonalshift
