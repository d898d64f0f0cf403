// The services as the delays of the moment show them to callers of the API. What one service hears late of another is
// in the adapters between them. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/channel_apis.h"
#include "contract/handlers.h"
#include "region/chaos/faults.h"
#include "region/chaos/late_balancing.h"
#include "region/chaos/late_entities.h"
#include "region/chaos/late_scaling.h"
#include "region/chaos/late_tables.h"

namespace aws::region::chaos {

class LateServices {
 public:
  // Takes the place of some of the handlers; what they were stands behind it.
  LateServices(contract::Handlers& handlers, const Clock& clock, const Faults& faults)
      : prompt_(handlers),
        tables_(services_.dynamodb, clock, faults),
        entities_(services_.iam, clock, faults),
        balancing_(services_.elbv2, clock, faults),
        scaling_(services_.autoscaling, clock, faults) {
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
