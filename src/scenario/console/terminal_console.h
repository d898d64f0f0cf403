// The real console: standard input and output. Colour, the progress of long waits and lines that are as wide as the
// window only where a person sees them, on a terminal; no colour when NO_COLOR is set. When whoever reads the output
// has gone (`| head`), that interrupts once; what is said from then on goes to standard error.
#pragma once

#include <cstdio>
#include <string>

#include "scenario/console/console.h"
#include "scenario/console/second_screen.h"

namespace aws::scenario {

class TerminalConsole final : public Console {
 public:
  TerminalConsole();
  ~TerminalConsole() override;

  // Has somebody else see what is told, who may answer instead; where standard input is no terminal, only they do.
  void share_with(SecondScreen& other) { other_ = &other; }

  void line(std::string_view text) override;
  void info(std::string_view text) override;
  // Throws Interrupted on a signal that SystemClock catches, and with signal 0 at the end of the input.
  std::string ask(std::string_view question) override;
  void waiting(std::string_view what, Duration elapsed) override;

 private:
  void log_waiting(std::string_view what, Duration elapsed);
  void clear_progress();
  std::string read_line();
  bool read_more();
  void write_out(std::string_view text);  // throws Interrupted
  std::string at_width(std::string_view text) const;

  SecondScreen* other_ = nullptr;
  std::FILE* out_ = stdout;
  bool terminal_;
  bool colour_;
  bool progress_shown_ = false;
  Duration waited_{};   // of the wait under way
  Duration next_line_;  // when a log hears of it again
  std::string unread_;  // of the input, after the last line break
};

}  // namespace aws::scenario
