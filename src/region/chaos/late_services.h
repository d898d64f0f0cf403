// The services as the plan's delays show them to callers of the API. What one service hears late of another is in the
// adapters between them. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/apis.h"
#include "region/chaos/late_balancing.h"
#include "region/chaos/late_entities.h"
#include "region/chaos/late_scaling.h"
#include "region/chaos/late_tables.h"
#include "region/chaos/plan.h"

namespace aws::region::chaos {

class LateServices {
 public:
  LateServices(const Apis& services, const Clock& clock, const Delays& delays)
      : services_(services),
        tables_(services.dynamodb, clock, delays.table),
        entities_(services.iam, clock, delays.iam_read),
        balancing_(services.elbv2, clock, delays),
        scaling_(services.autoscaling, clock, delays.scaling_activity) {}

  Apis apis() {
    return {.autoscaling = scaling_.api(),
            .dynamodb = tables_.api(),
            .ec2 = services_.ec2,
            .elbv2 = balancing_.api(),
            .iam = entities_.api(),
            .ssm = services_.ssm,
            .sts = services_.sts};
  }

 private:
  Apis services_;
  LateTables tables_;
  LateEntities entities_;
  LateBalancing balancing_;
  LateScaling scaling_;
};

}  // namespace aws::region::chaos
