#include "apps/watching/tap_command.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "apps/watching/live_page.h"
#include "base/system_clock.h"
#include "scenario/console/terminal_console.h"
#include "viewer/tap.h"

namespace aws::apps {
namespace {

constexpr Duration kBetweenRemarks = std::chrono::seconds(10);

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

// How many are not among the lines.
std::int64_t tell(const viewer::Tap& tap, const viewer::Event& event, scenario::Console& console) {
  if (event.name == "lost") remark("this was read too slowly; some of what happened is missing");
  const auto news = viewer::news_of(event);
  if (!news) return 0;
  for (const auto& line : tap.lines(*news)) console.line(line);
  return tap.untold(*news);
}

}  // namespace

void run_tap(const Options& options) {
  SystemClock::catch_interrupts();
  SystemClock clock;
  scenario::TerminalConsole console;
  const viewer::Tap tap(selection(options));
  Following region(options, clock);
  std::int64_t untold = 0;
  Duration next_remark{};
  for (bool live = true;;) {
    for (const auto& event : region.next()) untold += tell(tap, event, console);
    check_reader();
    if (untold > 0 && clock.uptime() >= next_remark) {
      remark(fmt::format("{} calls and requests were too many at once to be told one by one", untold));
      untold = 0;
      next_remark = clock.uptime() + kBetweenRemarks;
    }
    if (live == region.live()) continue;
    live = region.live();
    remark(live ? "the region answers again" : "the region does not answer; trying again");
  }
}

}  // namespace aws::apps
