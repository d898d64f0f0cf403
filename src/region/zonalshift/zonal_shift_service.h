// The operations on zonal shifts. Owned by ZonalShifts; region thread.
#pragma once

#include "base/clock.h"
#include "contract/handlers.h"
#include "contract/zonalshift.h"
#include "region/zonalshift/ports.h"
#include "region/zonalshift/shift_store.h"

namespace aws::region::zonalshift {

class ZonalShiftService {
 public:
  // What a shift lasts on AWS it lasts here `speed` times shorter.
  ZonalShiftService(ShiftStore& store, const Resources& resources, const Clock& clock, double speed)
      : store_(store), resources_(resources), clock_(clock), speed_(speed) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::zonalshift::StartZonalShiftResponse start(const aws::zonalshift::StartZonalShiftRequest& request);
  aws::zonalshift::UpdateZonalShiftResponse update(const aws::zonalshift::UpdateZonalShiftRequest& request);
  aws::zonalshift::CancelZonalShiftResponse cancel(const aws::zonalshift::CancelZonalShiftRequest& request);
  aws::zonalshift::ListZonalShiftsResponse list(const aws::zonalshift::ListZonalShiftsRequest& request);

  std::int64_t expiry(const std::string& expires_in) const;

  ShiftStore& store_;
  const Resources& resources_;
  const Clock& clock_;
  double speed_;
};

}  // namespace aws::region::zonalshift
