#include "region/zonalshift/view.h"

namespace aws::region::zonalshift {
namespace {

namespace api = aws::zonalshift;

constexpr auto kStartedBySomebody = "ZONAL_SHIFT";
constexpr auto kEnabled = "ENABLED";
constexpr auto kDisabled = "DISABLED";

std::vector<api::ZonalShiftInResource> shifts_in(const ManagedResource& resource, const ShiftStore& store) {
  const auto* shift = store.active_shift_of(resource.arn);
  if (shift == nullptr) return {};
  return {{.appliedStatus = "APPLIED",
           .awayFrom = shift->away_from,
           .comment = shift->comment,
           .expiryTime = from_milliseconds(shift->expires_at),
           .resourceIdentifier = shift->resource,
           .startTime = from_milliseconds(shift->started_at),
           .zonalShiftId = shift->id,
           .shiftType = kStartedBySomebody}};
}

// It is not applied while a shift that somebody started is.
std::vector<api::AutoshiftInResource> autoshifts_in(const ManagedResource& resource, const ShiftStore& store) {
  const auto* autoshift = store.active_autoshift_of(resource.arn);
  if (autoshift == nullptr) return {};
  return {{.appliedStatus = store.active_shift_of(resource.arn) == nullptr ? "APPLIED" : "NOT_APPLIED",
           .awayFrom = autoshift->away_from,
           .startTime = from_milliseconds(autoshift->started_at)}};
}

std::map<std::string, double> weights_of(const ManagedResource& resource, const ShiftStore& store) {
  const auto away_from = store.away_from(resource.arn);
  std::map<std::string, double> weights;
  for (const auto& zone : resource.zones) weights[zone] = zone == away_from ? 0 : 1;
  return weights;
}

std::string autoshift_status(const ManagedResource& resource, const ShiftStore& store) {
  return store.takes_part_in_autoshifts(resource.arn) ? kEnabled : kDisabled;
}

}  // namespace

api::ZonalShiftSummary describe(const Shift& shift) {
  auto summary = answer<api::ZonalShiftSummary>(shift);
  summary.shiftType = kStartedBySomebody;
  return summary;
}

api::AutoshiftSummary describe(const Autoshift& autoshift) {
  api::AutoshiftSummary summary{.awayFrom = autoshift.away_from,
                                .startTime = from_milliseconds(autoshift.started_at),
                                .status = autoshift.active() ? "ACTIVE" : "COMPLETED"};
  if (!autoshift.active()) summary.endTime = from_milliseconds(autoshift.ended_at);
  return summary;
}

// Nobody can configure practice runs here.
api::ManagedResourceSummary describe(const ManagedResource& resource, const ShiftStore& store) {
  return {.arn = resource.arn,
          .availabilityZones = resource.zones,
          .name = resource.name,
          .appliedWeights = weights_of(resource, store),
          .zonalShifts = shifts_in(resource, store),
          .autoshifts = autoshifts_in(resource, store),
          .zonalAutoshiftStatus = autoshift_status(resource, store),
          .practiceRunStatus = kDisabled};
}

api::GetManagedResourceResponse describe_whole(const ManagedResource& resource, const ShiftStore& store) {
  return {.appliedWeights = weights_of(resource, store),
          .arn = resource.arn,
          .name = resource.name,
          .zonalShifts = shifts_in(resource, store),
          .autoshifts = autoshifts_in(resource, store),
          .zonalAutoshiftStatus = autoshift_status(resource, store)};
}

}  // namespace aws::region::zonalshift
