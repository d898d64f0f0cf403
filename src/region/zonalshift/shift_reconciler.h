// Has each resource be away from the zone that its shifts say, and ends shifts whose time is over. What is no longer
// managed has none. Owned by ZonalShifts; region thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "region/zonalshift/ports.h"
#include "region/zonalshift/shift_store.h"

namespace aws::region::zonalshift {

class ShiftReconciler {
 public:
  // `timers` run `speed` times faster than the clock.
  ShiftReconciler(ShiftStore& store, Resources& resources, const Clock& clock, Timers& timers, double speed);
  ShiftReconciler(const ShiftReconciler&) = delete;
  ShiftReconciler& operator=(const ShiftReconciler&) = delete;

  // Once, when the resources are known: goes on with the shifts in the store. Autoshifts end with the region, as do the
  // experiments that start them.
  void start();
  // A resource, or its shifts, may be others than before.
  void changed(const std::string& resource);

 private:
  void drop(const std::string& resource);
  void wait_for_expiry(const std::string& resource);
  void expire(const std::string& resource);

  ShiftStore& store_;
  Resources& resources_;
  const Clock& clock_;
  Timers& timers_;
  double speed_;
  std::map<std::string, Timer> expiries_;  // by resource
};

}  // namespace aws::region::zonalshift
