#include "region/zonalshift/shift_request.h"

#include <charconv>

#include "region/service/contains.h"
#include "region/zonalshift/errors.h"

namespace aws::region::zonalshift {

using std::chrono::hours;
using std::chrono::minutes;

// That it is a number with a unit behind it is the model's affair.
minutes checked_expiry(const std::string& expires_in) {
  constexpr minutes kLongest = hours(72);
  int number = 0;
  std::from_chars(expires_in.data(), expires_in.data() + expires_in.size(), number);
  const minutes asked = expires_in.ends_with('h') ? minutes(hours(number)) : minutes(number);
  if (asked > kLongest) throw invalid_expiry(expires_in);
  return asked;
}

ManagedResource managed_resource(const std::string& identifier, const Resources& resources) {
  if (!identifier.starts_with("arn:")) throw not_an_arn(identifier);
  auto found = resources.find(identifier);
  if (!found) throw resource_not_found(identifier);
  return *std::move(found);
}

void require_zone(std::string_view zone, const ManagedResource& resource, const Resources& resources) {
  if (!resources.is_zone(zone)) throw no_such_zone(zone);
  if (!contains(resource.zones, zone)) throw zone_without_resource(zone, resource.arn);
}

}  // namespace aws::region::zonalshift
