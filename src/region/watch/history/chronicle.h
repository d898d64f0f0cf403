// When experiments and zonal shifts began and ended, for the timeline. Nobody announces it: it is read off what the
// services answer, which say themselves when it was, so that what nobody watched is told as well, with its time. Only
// a shift that was canceled while nobody watched has the time when that was seen. Region thread.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/clock.h"
#include "region/watch/history/timeline.h"
#include "region/watch/picture/interventions.h"

namespace aws::region::watch {

struct Event {
  Happening happening;
  Timestamp at;
};

class Chronicle {
 public:
  // Of what was before `since` it tells nothing.
  explicit Chronicle(Timestamp since) : since_(since) {}

  // What it has not told before.
  std::vector<Event> news(const Interventions& now, Timestamp seen_at);

 private:
  void tell(const aws::fis::Experiment& experiment, std::vector<Event>& news);
  void tell(const aws::zonalshift::ZonalShiftSummary& shift, const std::string& resource, Timestamp seen_at,
            std::vector<Event>& news);

  Timestamp since_;
  std::set<std::string> begun_, ended_;  // by id
};

}  // namespace aws::region::watch
