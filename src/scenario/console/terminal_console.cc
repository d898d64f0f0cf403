#include "scenario/console/terminal_console.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/system_clock.h"
#include "scenario/console/wrapping.h"

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Duration kNotWorthMentioning = 1s;
constexpr Duration kWorthALine = 10s;  // in a log, and again each time that it has lasted twice as long
constexpr std::size_t kUsualWidth = 80;
constexpr const char* kEmptyLine = "\r\033[K";
constexpr int kLookForSignals = 100;  // milliseconds between looks while a question is open

// Nothing when the terminal does not know.
std::optional<std::size_t> width_of_terminal() {
  winsize size = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col <= 1) return std::nullopt;
  return size.ws_col;
}

}  // namespace

TerminalConsole::TerminalConsole() : terminal_(isatty(STDOUT_FILENO) == 1), next_line_(kWorthALine) {
  const char* no_colour = std::getenv("NO_COLOR");
  colour_ = terminal_ && (no_colour == nullptr || *no_colour == '\0');
}

TerminalConsole::~TerminalConsole() {
  if (progress_shown_) std::fputs(kEmptyLine, stdout);
}

void TerminalConsole::write_out(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), out_);
  if (std::fflush(out_) == 0 || errno != EPIPE || out_ == stderr) return;
  out_ = stderr;
  throw Interrupted{SIGPIPE};
}

std::string TerminalConsole::at_width(std::string_view text) const {
  const auto width = terminal_ ? width_of_terminal() : std::nullopt;
  return width ? wrapped(text, *width) : std::string(text);
}

void TerminalConsole::line(std::string_view text) {
  if (other_) other_->show(text);
  clear_progress();
  write_out(at_width(text) + "\n");
}

void TerminalConsole::info(std::string_view text) {
  if (other_) other_->show(fmt::format("INFO: {}", text));
  clear_progress();
  const std::string_view label = "INFO:";
  const std::string rest = at_width(fmt::format("{} {}", label, text)).substr(label.size()) + "\n";
  write_out(colour_ ? fmt::format("\033[36m{}\033[0m{}", label, rest) : fmt::format("{}{}", label, rest));
}

void TerminalConsole::waiting(std::string_view what, Duration elapsed) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  if (!terminal_) return log_waiting(what, elapsed);
  if (elapsed < kNotWorthMentioning) return;
  const std::string text =
      shortened(fmt::format("Waiting {} s for {}", seconds, what), width_of_terminal().value_or(kUsualWidth) - 1);
  write_out(fmt::format(fmt::runtime(colour_ ? "\r\033[K\033[2m{}\033[0m" : "\r\033[K{}"), text));
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
  write_out(kEmptyLine);
  progress_shown_ = false;
}

std::string TerminalConsole::ask(std::string_view question) {
  clear_progress();
  write_out(at_width(question));
  if (other_) other_->ask(question);
  std::string answer = read_line();
  if (other_) {
    other_->answered();
    other_->show(fmt::format("{}{}", question, answer));
  }
  if (isatty(STDIN_FILENO) == 0) {  // nobody else writes it
    clear_progress();
    write_out(answer + "\n");
  }
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
    if (const auto elsewhere = other_ ? other_->answer() : std::nullopt) {
      if (isatty(STDIN_FILENO) == 1) write_out(*elsewhere + "\n");
      return *elsewhere;
    }
    if (read_more()) continue;
    if (!unread_.empty()) return std::exchange(unread_, "");
    line("");
    throw Interrupted{};
  }
}

// False at the end of the input.
bool TerminalConsole::read_more() {
  const bool only_elsewhere = other_ && !other_->gone() && isatty(STDIN_FILENO) == 0;
  pollfd input{.fd = only_elsewhere ? -1 : STDIN_FILENO, .events = POLLIN, .revents = 0};
  if (poll(&input, 1, kLookForSignals) <= 0) return true;
  char bytes[1024];
  const ssize_t count = ::read(STDIN_FILENO, bytes, sizeof bytes);
  if (count > 0) unread_.append(bytes, static_cast<std::size_t>(count));
  return count != 0;
}

}  // namespace aws::scenario
