#include "apps/watching/live_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/running_region.h"
#include "base/error.h"
#include "base/system_clock.h"
#include "client/http/url.h"

namespace aws::apps {
namespace {

using namespace std::chrono_literals;

constexpr Duration kBetweenTries = 1s;
constexpr Duration kBetweenLooks = 100ms;  // while nobody answers

std::string events_url(const std::string& endpoint_url) { return endpoint_url + "/_ui/events"; }

LivePage live_page_at(const std::string& endpoint_url) {
  const auto url = client::parse_url(endpoint_url);
  if (!url || !client::is_loopback(url->host)) {
    throw UsageError(
        fmt::format("{} is no embedded region of this machine, and only such a one has a live page", endpoint_url));
  }
  return {.events_url = events_url(url->base), .region = "the region at " + url->base};
}

}  // namespace

LivePage find_live_page(const Options& options) {
  const auto running = find_running_region();
  if (options.endpoint_url && !(running && running->endpoint_url == *options.endpoint_url)) {
    return live_page_at(*options.endpoint_url);
  }
  if (!running) throw no_running_region();
  if (running->page_url.empty()) {
    throw Error("NoLivePage", fmt::format("the region at {} has no live page: start it again without --no-ui",
                                          running->endpoint_url));
  }
  return {.events_url = events_url(running->endpoint_url),
          .region = fmt::format("{} at {}, {:g} times as fast as AWS", running->region, running->endpoint_url,
                                running->speed)};
}

std::unique_ptr<viewer::EventSource> open_events(const LivePage& page) {
  return std::make_unique<viewer::EventSource>(
      page.events_url, viewer::EventSourceOptions{.check_interrupt = &SystemClock::throw_if_interrupted});
}

Following::Following(const Options& options, Clock& clock)
    : options_(options), clock_(clock), page_(find_live_page(options)), events_(open_events(page_)) {}

std::vector<viewer::Event> Following::next() {
  if (!events_ && clock_.uptime() < next_try_) {
    clock_.sleep_for(kBetweenLooks);
    return {};
  }
  try {
    if (!events_) {
      page_ = find_live_page(options_);
      events_ = open_events(page_);
    }
    auto events = events_->next();
    // Whoever reads too slowly is told so, and begins anew.
    if (std::ranges::find(events, "lost", &viewer::Event::name) != events.end()) events_ = open_events(page_);
    return events;
  } catch (const Error&) {
    events_.reset();
    next_try_ = clock_.uptime() + kBetweenTries;
    return {};
  }
}

}  // namespace aws::apps
