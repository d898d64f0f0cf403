#include "scenario/report/markdown.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/text/timestamp.h"
#include "base/text/utf8.h"

namespace aws::scenario {
namespace {

// Words in which nothing is markup, on one line.
std::string plain(std::string_view words) {
  std::string result;
  const auto printed = [](char32_t character) { return character >= U' ' || character == U'\n'; };
  for (const char c : text::replacing_all_but(printed, words)) {
    if (std::string_view("\\`*_[]<>|#~&").find(c) != std::string_view::npos) result += '\\';
    result += c == '\n' ? ' ' : c;
  }
  return result;
}

std::string row(const StageResult& stage) {
  return fmt::format("| {} | {} | {} of {} | {:.1f} | {} |\n", plain(stage.name), stage.ok ? "ok" : "**WRONG**",
                     failed(stage.replies), stage.replies.size(), stage.seconds, plain(stage.seen));
}

std::string table(const Report& report) {
  std::string text = "| stage | verdict | requests failed | seconds | seen |\n|---|---|--:|--:|---|\n";
  for (const StageResult& stage : report.stages) text += row(stage);
  for (const StageResult& stage : report.stages) {
    if (!stage.ok) text += fmt::format("\n**{}** must show: {}\n", plain(stage.name), plain(stage.expected));
    if (stage.steady && !stage.steady->held) {
      text += fmt::format("\n**{}** did not hold: {}\n", plain(stage.name), plain(stage.steady->words));
    }
  }
  return text + "\n";
}

std::string effort(const Report& report) {
  const CallCount calls = report.calls();
  std::vector<std::string> phases;
  for (const PhaseResult& phase : report.phases) {
    phases.push_back(fmt::format("{} {} in {:.1f} s", plain(phase.name), phase.calls.made, phase.seconds));
  }
  std::string text = fmt::format("{} API calls, {} repeated ({})", calls.made, calls.repeated, fmt::join(phases, ", "));
  if (report.duplicates) text += fmt::format("; {} things created twice", *report.duplicates);
  return text + ".\n\n";
}

}  // namespace

std::string to_markdown(const Report& report) {
  std::string text = fmt::format("### {} {}, {:.1f} s\n\n", report.ok() ? "✅" : "❌", report.verdict(), report.seconds);
  if (report.error) text += fmt::format("**Ended early:** {}\n\n", plain(*report.error));
  if (!report.stages.empty()) text += table(report);
  if (const std::string steady = report.steady_verdict(); !steady.empty()) text += steady + ".\n\n";
  return text + effort(report) +
         fmt::format("{}: {}, version {}, {}\n", text::iso8601_seconds(report.started), plain(report.command_line),
                     plain(report.version), plain(report.region));
}

}  // namespace aws::scenario
