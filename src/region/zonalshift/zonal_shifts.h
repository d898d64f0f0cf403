// The region's Application Recovery Controller, as far as it shifts traffic away from a zone, put together. Owned by
// the region; region thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/service/retention.h"
#include "region/store/store.h"
#include "region/zonalshift/managed_resource_service.h"
#include "region/zonalshift/ports.h"
#include "region/zonalshift/shift_reconciler.h"
#include "region/zonalshift/shift_store.h"
#include "region/zonalshift/zonal_shift_service.h"

namespace aws::region::zonalshift {

// AWS does not say. As long as experiments, which are often their reason.
inline constexpr std::chrono::days kShiftsAreKept{120};

class ZonalShifts {
 public:
  struct Parts {
    Store& store;
    Resources& resources;
    const Clock& clock;
    Timers& timers;  // `speed` times faster than the clock
    double speed;
    Random& random;
  };
  explicit ZonalShifts(const Parts& parts);

  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);
  // Once, when the resources are known.
  void start() {
    reconciler_.start();
    retention_.start();
  }
  // To be called whenever a resource is another, or gone.
  void resource_changed(const std::string& arn) { reconciler_.changed(arn); }

  // The resource of a zonal shift.
  std::optional<std::string> resource_of(std::string_view zonal_shift_id) const;

  // Shifts these resources away from a zone, by its id, until the autoshift ends, with the region at the latest. Gives
  // the autoshift's id. Throws when one of them is not managed, not in the zone, or is shifted already.
  std::string start_autoshift(const std::vector<std::string>& resources, const std::string& away_from);
  void end_autoshift(std::string_view id);
  // Whether the resource is to be shifted away when autoshifts begin.
  bool takes_part_in_autoshifts(std::string_view resource) const { return store_.takes_part_in_autoshifts(resource); }

 private:
  Resources& resources_;
  ShiftStore store_;
  ShiftReconciler reconciler_;
  ZonalShiftService zonal_shift_service_;
  ManagedResourceService managed_resource_service_;
  Retention retention_;
};

}  // namespace aws::region::zonalshift
