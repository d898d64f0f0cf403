// The operations on the capacity that load balancers reserve. Owned by Elbv2; region thread.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/capacity-unit-reservation.html
#pragma once

#include "base/clock.h"
#include "contract/elbv2.h"
#include "contract/handlers.h"
#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

class CapacityService {
 public:
  CapacityService(Elbv2Store& store, const Clock& clock) : store_(store), clock_(clock) {}

  void serve(contract::Handlers& handlers);

 private:
  aws::elbv2::DescribeCapacityReservationResponse get(const aws::elbv2::DescribeCapacityReservationRequest& request);
  aws::elbv2::ModifyCapacityReservationResponse modify(const aws::elbv2::ModifyCapacityReservationRequest& request);

  Elbv2Store& store_;
  const Clock& clock_;
};

}  // namespace aws::region::elbv2
