// The services as the plan's delays show them to callers of the API. What one service hears late of another is in the
// adapters between them. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/channel_apis.h"
#include "contract/handlers.h"
#include "region/chaos/late_balancing.h"
#include "region/chaos/late_entities.h"
#include "region/chaos/late_scaling.h"
#include "region/chaos/late_tables.h"
#include "region/chaos/plan.h"

namespace aws::region::chaos {

class LateServices {
 public:
  // Takes the place of some of the handlers; what they were stands behind it.
  LateServices(contract::Handlers& handlers, const Clock& clock, const Delays& delays)
      : prompt_(handlers),
        tables_(services_.dynamodb, clock, delays.table),
        entities_(services_.iam, clock, delays.iam_read),
        balancing_(services_.elbv2, clock, delays),
        scaling_(services_.autoscaling, clock, delays.scaling_activity) {
    tables_.serve(handlers);
    entities_.serve(handlers);
    balancing_.serve(handlers);
    scaling_.serve(handlers);
  }

 private:
  contract::Handlers prompt_;
  ChannelApis apis_{prompt_};
  Apis services_ = apis_.apis();
  LateTables tables_;
  LateEntities entities_;
  LateBalancing balancing_;
  LateScaling scaling_;
};

}  // namespace aws::region::chaos
