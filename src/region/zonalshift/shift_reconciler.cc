#include "region/zonalshift/shift_reconciler.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <set>
#include <vector>

namespace aws::region::zonalshift {

ShiftReconciler::ShiftReconciler(ShiftStore& store, Resources& resources, const Clock& clock, Timers& timers,
                                 double speed)
    : store_(store), resources_(resources), clock_(clock), timers_(timers), speed_(speed) {
  store.changes().subscribe([this](const ShiftsChanged& change) { changed(change.resource); });
}

void ShiftReconciler::start() {
  std::vector<std::string> autoshifts;
  for (const auto& [id, autoshift] : store_.autoshifts()) {
    if (autoshift.active()) autoshifts.push_back(id);
  }
  for (const auto& id : autoshifts) store_.end_autoshift(id);
  std::set<std::string> shifted;
  for (const auto& [_, shift] : store_.shifts()) {
    if (shift.active()) shifted.insert(shift.resource);
  }
  for (const auto& resource : shifted) changed(resource);
}

void ShiftReconciler::changed(const std::string& resource) {
  if (!resources_.find(resource)) drop(resource);
  wait_for_expiry(resource);
  resources_.shift(resource, store_.away_from(resource));
}

void ShiftReconciler::drop(const std::string& resource) {
  if (const auto* shift = store_.active_shift_of(resource)) {
    spdlog::info("zonal shift {} is canceled: {} cannot be shifted any more", shift->id, resource);
    store_.end(*shift, kCanceled);
  }
  store_.set_autoshifts(resource, false);
  store_.leave_autoshifts(resource);
}

void ShiftReconciler::wait_for_expiry(const std::string& resource) {
  const auto* shift = store_.active_shift_of(resource);
  if (shift == nullptr) {
    expiries_.erase(resource);
    return;
  }
  const Duration left = from_milliseconds(shift->expires_at) - clock_.now();
  const auto at_speed = std::chrono::duration_cast<Duration>(std::max(left, Duration::zero()) * speed_);
  expiries_[resource] = timers_.after(at_speed, [this, resource] { expire(resource); });
}

void ShiftReconciler::expire(const std::string& resource) {
  const auto* shift = store_.active_shift_of(resource);
  if (shift == nullptr) return;
  if (from_milliseconds(shift->expires_at) > clock_.now()) return wait_for_expiry(resource);  // it was prolonged
  spdlog::info("zonal shift {} of {} is over", shift->id, resource);
  store_.end(*shift, kExpired);
}

}  // namespace aws::region::zonalshift
