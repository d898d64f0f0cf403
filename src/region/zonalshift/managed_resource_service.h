// The operations on resources that can be shifted, and on autoshifts. Owned by ZonalShifts; region thread.
#pragma once

#include "contract/handlers.h"
#include "contract/zonalshift.h"
#include "region/zonalshift/ports.h"
#include "region/zonalshift/shift_store.h"

namespace aws::region::zonalshift {

class ManagedResourceService {
 public:
  ManagedResourceService(ShiftStore& store, const Resources& resources) : store_(store), resources_(resources) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::zonalshift::GetManagedResourceResponse get(const aws::zonalshift::GetManagedResourceRequest& request);
  aws::zonalshift::ListManagedResourcesResponse list(const aws::zonalshift::ListManagedResourcesRequest& request);
  aws::zonalshift::ListAutoshiftsResponse autoshifts(const aws::zonalshift::ListAutoshiftsRequest& request);
  aws::zonalshift::UpdateZonalAutoshiftConfigurationResponse configure(
      const aws::zonalshift::UpdateZonalAutoshiftConfigurationRequest& request);

  ShiftStore& store_;
  const Resources& resources_;
};

}  // namespace aws::region::zonalshift
