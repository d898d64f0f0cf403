#include "region/service/retention.h"

namespace aws::region {

void Retention::start() {
  next_ = parts_.timers.after(std::chrono::days(1), [this] { start(); });
  const std::chrono::duration<double> kept(parts_.kept);
  parts_.forget(
      to_milliseconds(parts_.clock.now() - std::chrono::duration_cast<Timestamp::duration>(kept / parts_.speed)));
}

}  // namespace aws::region
