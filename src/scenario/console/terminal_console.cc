#include "scenario/console/terminal_console.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/system_clock.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Duration kNotWorthMentioning = 1s;
constexpr Duration kWorthALine = 10s;  // in a log, and again each time that it has lasted twice as long
constexpr int kLookForSignals = 100;   // milliseconds between looks while a question is open

void write_out(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

std::size_t width_of_terminal() {
  winsize size = {};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col : 80;
}

}  // namespace

TerminalConsole::TerminalConsole() : terminal_(isatty(STDOUT_FILENO) == 1), next_line_(kWorthALine) {
  const char* no_colour = std::getenv("NO_COLOR");
  colour_ = terminal_ && (no_colour == nullptr || *no_colour == '\0');
}

TerminalConsole::~TerminalConsole() { clear_progress(); }

void TerminalConsole::line(std::string_view text) {
  clear_progress();
  write_out(text);
  write_out("\n");
  std::fflush(stdout);
}

void TerminalConsole::info(std::string_view text) {
  line(fmt::format(fmt::runtime(colour_ ? "\033[36mINFO:\033[0m {}" : "INFO: {}"), text));
}

void TerminalConsole::waiting(std::string_view what, Duration elapsed) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  if (!terminal_) return log_waiting(what, elapsed);
  if (elapsed < kNotWorthMentioning) return;
  const std::string text = fmt::format("Waiting {} s for {}", seconds, what).substr(0, width_of_terminal() - 1);
  write_out(fmt::format(fmt::runtime(colour_ ? "\r\033[K\033[2m{}\033[0m" : "\r\033[K{}"), text));
  std::fflush(stdout);
  progress_shown_ = true;
}

void TerminalConsole::log_waiting(std::string_view what, Duration elapsed) {
  if (elapsed < waited_) next_line_ = kWorthALine;  // another wait
  waited_ = elapsed;
  if (elapsed < next_line_) return;
  next_line_ = 2 * elapsed;
  info(fmt::format("Waiting for {}, for {} s so far...", what,
                   std::chrono::duration_cast<std::chrono::seconds>(elapsed).count()));
}

void TerminalConsole::clear_progress() {
  if (!progress_shown_) return;
  write_out("\r\033[K");
  std::fflush(stdout);
  progress_shown_ = false;
}

std::string TerminalConsole::ask(std::string_view question) {
  clear_progress();
  write_out(question);
  std::fflush(stdout);
  std::string answer = read_line();
  if (isatty(STDIN_FILENO) == 0) line(answer);  // nobody else writes it
  return answer;
}

std::string TerminalConsole::read_line() {
  for (;;) {
    const auto end = unread_.find('\n');
    if (end != std::string::npos) {
      std::string answer = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return answer;
    }
    SystemClock::throw_if_interrupted();
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    if (poll(&input, 1, kLookForSignals) <= 0) continue;
    char bytes[1024];
    const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (count > 0) {
      unread_.append(bytes, static_cast<std::size_t>(count));
    } else if (count == 0) {
      if (!unread_.empty()) return std::exchange(unread_, "");
      line("");
      throw Interrupted{};
    }
  }
}

}  // namespace aws::scenario
