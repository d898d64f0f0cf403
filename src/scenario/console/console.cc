#include "scenario/console/console.h"

#include <fmt/format.h>

#include <charconv>

namespace aws::scenario {
namespace {

constexpr std::string_view kYesOrNo = "(y/n) ";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

}  // namespace

void rule(Console& console) { console.line(std::string(88, '-')); }

void press_enter(Console& console, std::string_view to_do_what) {
  console.ask(fmt::format("Press Enter when you're ready to {}.", to_do_what));
}

bool ask_yes_no(Console& console, std::string_view question) {
  for (;;) {
    const std::string answer = console.ask(fmt::format("{} {}", question, kYesOrNo));
    const std::string_view said = trimmed(answer);
    if (said == "y" || said == "Y" || said == "yes") return true;
    if (said == "n" || said == "N" || said == "no") return false;
    console.line("Please answer y or n.");
  }
}

int choose(Console& console, std::string_view introduction, std::initializer_list<std::string_view> choices,
           std::string_view question) {
  std::string menu = fmt::format("\n{}\n\n", introduction);
  int number = 0;
  for (const auto choice : choices) menu += fmt::format("{}. {}\n", ++number, choice);
  console.line(menu);
  for (;;) {
    const std::string answer = console.ask(fmt::format("{} ", question));
    const std::string_view said = trimmed(answer);
    int chosen = 0;
    const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), chosen);
    if (error == std::errc() && end == said.data() + said.size() && chosen >= 1 && chosen <= number) return chosen;
    console.line(fmt::format("Please enter a number from 1 to {}.", number));
  }
}

std::string UnattendedConsole::ask(std::string_view question) {
  const bool wants_yes = question.ends_with(kYesOrNo);
  console_.line(fmt::format("{}{}", question, wants_yes ? "y" : ""));
  return wants_yes ? "y" : "";
}

}  // namespace aws::scenario
