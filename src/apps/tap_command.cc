#include "apps/tap_command.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "apps/live_page.h"
#include "base/system_clock.h"
#include "scenario/console/terminal_console.h"
#include "viewer/tap.h"

namespace aws::apps {
namespace {

viewer::Selection selection(const Options& options) {
  viewer::Selection selection{.words = options.filter};
  if (options.calls) selection.kinds.insert(viewer::Kind::kCalls);
  if (options.visits) selection.kinds.insert(viewer::Kind::kVisits);
  if (options.happenings) selection.kinds.insert(viewer::Kind::kHappenings);
  return selection;
}

void remark(const std::string& text) { std::fputs(fmt::format("resilient-service: {}\n", text).c_str(), stderr); }

// Told as soon as it has, not at the next line, which may be long in coming.
void check_reader() {
  pollfd output{.fd = STDOUT_FILENO, .events = 0, .revents = 0};
  if (poll(&output, 1, 0) > 0 && (output.revents & POLLERR) != 0) throw Interrupted{SIGPIPE};
}

void tell(const viewer::Tap& tap, const viewer::Event& event, scenario::Console& console) {
  if (event.name == "lost") remark("this was read too slowly; some of what happened is missing");
  const auto news = viewer::news_of(event);
  if (!news) return;
  for (const auto& line : tap.lines(*news)) console.line(line);
  if (const auto untold = tap.untold(*news); untold > 0) {
    remark(fmt::format("{} {} more, too many at once to be told one by one", untold,
                       std::holds_alternative<viewer::Calls>(*news) ? "calls" : "requests to load balancers"));
  }
}

}  // namespace

void run_tap(const Options& options) {
  SystemClock::catch_interrupts();
  SystemClock clock;
  scenario::TerminalConsole console;
  const viewer::Tap tap(selection(options));
  Following region(options, clock);
  for (bool live = true;;) {
    for (const auto& event : region.next()) tell(tap, event, console);
    check_reader();
    if (live == region.live()) continue;
    live = region.live();
    remark(live ? "the region answers again" : "the region does not answer; trying again");
  }
}

}  // namespace aws::apps
