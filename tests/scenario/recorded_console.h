// Says yes to everything and keeps what was said, for when a test fails. Of the log it lets errors through.
#pragma once

#include <spdlog/spdlog.h>

#include <set>
#include <string>

#include "scenario/console.h"

namespace aws::testing {

class SilentConsole final : public scenario::Console {
 public:
  SilentConsole() { spdlog::set_level(spdlog::level::err); }

  void line(std::string_view text) override { (said += text) += '\n'; }
  void info(std::string_view text) override { line(text); }
  std::string ask(std::string_view question) override {
    line(question);
    return "y";
  }
  void waiting(std::string_view what, Duration) override { waited_for.emplace(what); }

  std::string said;
  std::set<std::string> waited_for;
};

}  // namespace aws::testing
