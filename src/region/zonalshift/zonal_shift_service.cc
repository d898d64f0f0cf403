#include "region/zonalshift/zonal_shift_service.h"

#include <fmt/format.h>

#include "region/service/page.h"
#include "region/zonalshift/errors.h"
#include "region/zonalshift/shift_request.h"
#include "region/zonalshift/view.h"

namespace aws::region::zonalshift {
namespace {

namespace api = aws::zonalshift;

}  // namespace

void ZonalShiftService::serve(contract::Handlers& handlers) {
  handlers.on(api::operations::StartZonalShift, this, &ZonalShiftService::start);
  handlers.on(api::operations::UpdateZonalShift, this, &ZonalShiftService::update);
  handlers.on(api::operations::CancelZonalShift, this, &ZonalShiftService::cancel);
  handlers.on(api::operations::ListZonalShifts, this, &ZonalShiftService::list);
}

std::int64_t ZonalShiftService::expiry(const std::string& expires_in) const {
  const auto lasts = std::chrono::duration<double>(checked_expiry(expires_in)) / speed_;
  return to_milliseconds(clock_.now() + std::chrono::duration_cast<Timestamp::duration>(lasts));
}

api::StartZonalShiftResponse ZonalShiftService::start(const api::StartZonalShiftRequest& request) {
  const auto resource = managed_resource(*request.resourceIdentifier, resources_);
  require_zone(*request.awayFrom, resource, resources_);
  return answer<api::StartZonalShiftResponse>(store_.start({.resource = resource.arn,
                                                            .away_from = *request.awayFrom,
                                                            .comment = *request.comment,
                                                            .expires_at = expiry(*request.expiresIn)}));
}

api::UpdateZonalShiftResponse ZonalShiftService::update(const api::UpdateZonalShiftRequest& request) {
  auto shift = store_.active(*request.zonalShiftId);
  if (!request.comment && !request.expiresIn) throw nothing_to_update();
  if (request.comment) shift.comment = *request.comment;
  if (request.expiresIn) shift.expires_at = expiry(*request.expiresIn);
  return answer<api::UpdateZonalShiftResponse>(store_.put(std::move(shift)));
}

api::CancelZonalShiftResponse ZonalShiftService::cancel(const api::CancelZonalShiftRequest& request) {
  store_.end(store_.active(*request.zonalShiftId), kCanceled);
  return answer<api::CancelZonalShiftResponse>(*store_.find(*request.zonalShiftId));
}

// In the order in which they were started.
api::ListZonalShiftsResponse ZonalShiftService::list(const api::ListZonalShiftsRequest& request) {
  std::vector<const Shift*> shifts;
  for (const auto& [_, shift] : store_.shifts()) {
    const bool wanted = (!request.status || shift.status == request.status) &&
                        (!request.resourceIdentifier || shift.resource == request.resourceIdentifier);
    if (wanted) shifts.push_back(&shift);
  }
  const auto in_order = [](const Shift* shift) { return fmt::format("{:015} {}", shift->started_at, shift->id); };
  api::ListZonalShiftsResponse response;
  for (const auto* shift : page_for(request, response, std::move(shifts), in_order, invalid_next_token)) {
    response.items.push_back(describe(*shift));
  }
  return response;
}

}  // namespace aws::region::zonalshift
