// Says yes to everything and keeps what was said, for when a test fails.
#pragma once

#include <string>

#include "scenario/console.h"

namespace aws::testing {

class SilentConsole final : public scenario::Console {
 public:
  void line(std::string_view text) override { (said += text) += '\n'; }
  void info(std::string_view text) override { line(text); }
  std::string ask(std::string_view question) override {
    line(question);
    return "y";
  }
  void waiting(std::string_view, Duration) override {}

  std::string said;
};

}  // namespace aws::testing
