// Keeps what is said and what is waited for, and answers from a script; "y" when that has run out. Of the log it lets
// errors through.
#pragma once

#include <spdlog/spdlog.h>

#include <deque>
#include <set>
#include <string>

#include "scenario/console/console.h"

namespace aws::testing {

class RecordedConsole final : public scenario::Console {
 public:
  RecordedConsole() { spdlog::set_level(spdlog::level::err); }

  void line(std::string_view text) override { (said += text) += '\n'; }
  void info(std::string_view text) override { (said += "INFO: ", said += text) += '\n'; }
  std::string ask(std::string_view question) override {
    std::string answer = "y";
    if (!answers.empty()) {
      answer = answers.front();
      answers.pop_front();
    }
    ((said += question) += answer) += '\n';
    return answer;
  }
  void waiting(std::string_view what, Duration) override { waited_for.emplace(what); }

  std::deque<std::string> answers;
  std::string said;
  std::set<std::string> waited_for;
};

}  // namespace aws::testing
