// From what is kept to what the API shows.
#pragma once

#include "contract/zonalshift.h"
#include "region/zonalshift/ports.h"
#include "region/zonalshift/shift_store.h"

namespace aws::region::zonalshift {

aws::zonalshift::ZonalShiftSummary describe(const Shift& shift);
aws::zonalshift::AutoshiftSummary describe(const Autoshift& autoshift);
aws::zonalshift::ManagedResourceSummary describe(const ManagedResource& resource, const ShiftStore& store);
aws::zonalshift::GetManagedResourceResponse describe_whole(const ManagedResource& resource, const ShiftStore& store);

// How the operations on one shift answer.
template <class Response>
Response answer(const Shift& shift) {
  return {.awayFrom = shift.away_from,
          .comment = shift.comment,
          .expiryTime = from_milliseconds(shift.expires_at),
          .resourceIdentifier = shift.resource,
          .startTime = from_milliseconds(shift.started_at),
          .status = shift.status,
          .zonalShiftId = shift.id};
}

}  // namespace aws::region::zonalshift
