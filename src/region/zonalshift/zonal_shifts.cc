#include "region/zonalshift/zonal_shifts.h"

#include "region/zonalshift/shift_request.h"

namespace aws::region::zonalshift {

ZonalShifts::ZonalShifts(const Parts& parts)
    : resources_(parts.resources),
      store_(parts.store, parts.clock, parts.timers, parts.random),
      reconciler_(store_, parts.resources, parts.clock, parts.timers, parts.speed),
      zonal_shift_service_(store_, parts.resources, parts.clock, parts.speed),
      managed_resource_service_(store_, parts.resources),
      retention_({.clock = parts.clock,
                  .timers = parts.timers,
                  .speed = parts.speed,
                  .kept = kShiftsAreKept,
                  .forget = [this](std::int64_t moment) { store_.forget_ended_by(moment); }}) {}

void ZonalShifts::serve(contract::Handlers& handlers) {
  zonal_shift_service_.serve(handlers);
  managed_resource_service_.serve(handlers);
}

std::optional<std::string> ZonalShifts::resource_of(std::string_view zonal_shift_id) const {
  const auto* shift = store_.find(zonal_shift_id);
  return shift == nullptr ? std::nullopt : std::optional(shift->resource);
}

std::string ZonalShifts::start_autoshift(const std::vector<std::string>& resources, const std::string& away_from) {
  for (const auto& arn : resources) require_zone(away_from, managed_resource(arn, resources_), resources_);
  return store_.start_autoshift(resources, away_from).id;
}

void ZonalShifts::end_autoshift(std::string_view id) { store_.end_autoshift(id); }

}  // namespace aws::region::zonalshift
