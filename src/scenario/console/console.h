// The person's side of the workflow: lines out, questions in. TerminalConsole is the real one.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace aws::scenario {

class Console {
 public:
  virtual ~Console() = default;
  virtual void line(std::string_view text) = 0;  // text may hold line breaks
  virtual void info(std::string_view text) = 0;  // "INFO: text", what has been done
  // The answer, without its line break. Throws Interrupted when the person wants to stop; its signal is 0 when there
  // will be no more answers because the input has ended.
  virtual std::string ask(std::string_view question) = 0;
  // Called now and then during a long wait: a terminal shows what is waited for and for how long.
  virtual void waiting(std::string_view what, Duration elapsed) = 0;
};

void rule(Console& console);  // a line across
void press_enter(Console& console, std::string_view to_do_what);
bool ask_yes_no(Console& console, std::string_view question);  // adds "(y/n) ", asks until it is one of them
// Numbers the choices from 1 and asks until one of them is chosen.
int choose(Console& console, std::string_view introduction, std::initializer_list<std::string_view> choices,
           std::string_view question);

// For a run that asks nothing: shows the questions all the same, and says yes.
class UnattendedConsole final : public Console {
 public:
  explicit UnattendedConsole(Console& console) : console_(console) {}
  void line(std::string_view text) override { console_.line(text); }
  void info(std::string_view text) override { console_.info(text); }
  std::string ask(std::string_view question) override;
  void waiting(std::string_view what, Duration elapsed) override { console_.waiting(what, elapsed); }

 private:
  Console& console_;
};

}  // namespace aws::scenario
