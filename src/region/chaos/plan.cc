#include "region/chaos/plan.h"

namespace aws::region::chaos {

Plan at_speed(Plan plan, double speed) {
  for (const DelayName& each : kDelayNames) {
    Duration& delay = plan.delays.*each.delay;
    delay = std::chrono::duration_cast<Duration>(delay / speed);
  }
  return plan;
}

}  // namespace aws::region::chaos
