// What `top` and `tap` hear of a region: the events of its live page, for which nobody needs a token.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "apps/options.h"
#include "base/clock.h"
#include "viewer/event_source.h"

namespace aws::apps {

struct LivePage {
  std::string events_url;
  std::string region;  // for people: which one, where, how fast
};

// Of the region that runs, or of the endpoint that is named. Throws aws::Error with one line that says what to do.
LivePage find_live_page(const Options& options);

// Throws what viewer::EventSource does, and Interrupted.
std::unique_ptr<viewer::EventSource> open_events(const LivePage& page);

// The events from now on, even when the region goes away and another comes.
class Following {
 public:
  Following(const Options& options, Clock& clock);  // throws where there is no live page now

  // What has come; nothing, when nothing comes for a while. Throws Interrupted.
  std::vector<viewer::Event> next();
  bool live() const { return events_ != nullptr; }
  const std::string& region() const { return page_.region; }

 private:
  const Options& options_;
  Clock& clock_;
  LivePage page_;
  std::unique_ptr<viewer::EventSource> events_;  // nothing while the region does not answer
  Duration next_try_{};
};

}  // namespace aws::apps
