#include "scenario/deploy.h"

#include <fmt/format.h>

#include "scenario/texts.h"

namespace aws::scenario {
namespace {

void introduce(Scenario& s) {
  rule(s.console);
  s.console.line("Welcome to the demonstration of How to Build and Manage a Resilient Service!");
  rule(s.console);
  if (!s.options.whereabouts.empty()) s.console.info(s.options.whereabouts);
  s.console.line(texts::kIntroduction);
  rule(s.console);
  press_enter(s.console, "start deploying resources");
}

}  // namespace

void deploy(Scenario& s, const std::vector<Step>& steps) {
  introduce(s);
  for (const Step& step : steps) {
    if (!step.action) continue;
    try {
      step.action();
    } catch (const Error& error) {
      throw error.with_note(fmt::format("while creating {}", step.name));
    }
  }
}

}  // namespace aws::scenario
