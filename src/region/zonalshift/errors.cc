#include "region/zonalshift/errors.h"

#include <fmt/format.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace aws::region::zonalshift {
namespace {

Error not_found(std::string message) { return Error("ResourceNotFoundException", std::move(message), 404); }

Error invalid(std::string_view reason, std::string message) {
  return Error("ValidationException", std::move(message))
      .with_members(boost::json::serialize(boost::json::object{{"reason", reason}}));
}

Error conflict(std::string_view reason, std::string message, std::string_view id = {}) {
  boost::json::object members{{"reason", reason}};
  if (!id.empty()) members["zonalShiftId"] = id;
  return Error("ConflictException", std::move(message), 409).with_members(boost::json::serialize(members));
}

}  // namespace

Error resource_not_found(std::string_view arn) {
  return not_found(fmt::format("The resource {} is not managed for zonal shifts.", arn));
}

Error zonal_shift_not_found(std::string_view id) { return not_found(fmt::format("Zonal shift {} not found.", id)); }

Error not_an_arn(std::string_view identifier) {
  return invalid("InvalidResourceIdentifier", fmt::format("The resource identifier {} is not an ARN.", identifier));
}

Error no_such_zone(std::string_view zone) {
  return invalid("InvalidAz", fmt::format("{} is not the ID of an Availability Zone of this Region.", zone));
}

Error zone_without_resource(std::string_view zone, std::string_view arn) {
  return invalid("UnsupportedAz", fmt::format("The resource {} is not deployed in Availability Zone {}.", arn, zone));
}

Error invalid_expiry(std::string_view expires_in) {
  return invalid("InvalidExpiresIn",
                 fmt::format("The expiration {} is not within one minute and three days (72 hours).", expires_in));
}

Error nothing_to_update() { return invalid("MissingValue", "Specify a comment, an expiration, or both."); }

Error invalid_next_token() { return invalid("InvalidToken", "The next token is not valid."); }

Error already_shifted(std::string_view arn, std::string_view id) {
  return conflict("ZonalShiftAlreadyExists", fmt::format("The resource {} has an active zonal shift already.", arn),
                  id);
}

Error no_longer_active(std::string_view id) {
  return conflict("ZonalShiftStatusNotActive", fmt::format("Zonal shift {} is not active.", id), id);
}

Error already_in_autoshift(std::string_view arn) {
  return conflict("SimultaneousZonalShiftsConflict", fmt::format("The resource {} is being shifted already.", arn));
}

}  // namespace aws::region::zonalshift
