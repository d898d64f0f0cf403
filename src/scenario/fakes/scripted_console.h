// A person who answers from a list and whose screen can be read. When the list is used up, they have left: the question
// throws Interrupted, as the end of the input does.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "scenario/console/console.h"

namespace aws::scenario {

class ScriptedConsole final : public Console {
 public:
  void line(std::string_view text) override { screen += std::string(text) + "\n"; }
  void info(std::string_view text) override { line("INFO: " + std::string(text)); }
  void waiting(std::string_view what, Duration) override { waits.emplace_back(what); }

  std::string ask(std::string_view question) override {
    if (answers.empty()) throw Interrupted{};
    const std::string answer = answers.front();
    answers.pop_front();
    line(std::string(question) + answer);
    return answer;
  }

  bool shows(std::string_view text) const { return screen.find(text) != std::string::npos; }
  int times(std::string_view text) const {
    int count = 0;
    for (auto at = screen.find(text); at != std::string::npos; at = screen.find(text, at + 1)) ++count;
    return count;
  }

  std::string screen;
  std::deque<std::string> answers;
  std::vector<std::string> waits;
};

}  // namespace aws::scenario
