#include "apps/watching/top_command.h"

#include <unistd.h>

#include "apps/watching/full_screen.h"
#include "apps/watching/live_page.h"
#include "base/system_clock.h"
#include "scenario/console/terminal_console.h"
#include "viewer/model.h"
#include "viewer/screen.h"

namespace aws::apps {
namespace {

using namespace std::chrono_literals;

constexpr Duration kBetweenDrawings = 250ms;

void hear(viewer::Model& model, const std::vector<viewer::Event>& events) {
  for (const auto& event : events) {
    if (auto news = viewer::news_of(event)) model.hear(*std::move(news));
  }
}

// After a second, the first of which all is known.
void print_once(const Options& options, const Clock& clock) {
  const auto page = find_live_page(options);
  const auto events = open_events(page);
  viewer::Model model;
  while (!model.last_second()) hear(model, events->next());
  scenario::TerminalConsole console;
  for (const auto& line : viewer::screen(model, {.region = page.region}, clock.now(), {}, viewer::Colour::kNone)) {
    console.line(line);
  }
}

void show(const Options& options, Clock& clock) {
  Following region(options, clock);
  viewer::Model model;
  FullScreen terminal;
  Duration next_drawing{};
  while (!terminal.has_key('q')) {
    hear(model, region.next());
    if (clock.uptime() < next_drawing) continue;
    next_drawing = clock.uptime() + kBetweenDrawings;
    terminal.draw(viewer::screen(model, {.region = region.region(), .live = region.live()}, clock.now(),
                                 terminal.window(), terminal.colour()));
  }
}

}  // namespace

void run_top(const Options& options) {
  SystemClock::catch_interrupts();
  SystemClock clock;
  if (options.once || isatty(STDOUT_FILENO) == 0) {
    print_once(options, clock);
  } else {
    show(options, clock);
  }
}

}  // namespace aws::apps
