#include "scenario/report/html.h"

#include <fmt/format.h>

#include "base/text/timestamp.h"
#include "scenario/report/markup.h"
#include "scenario/report/style.h"
#include "scenario/report/timeline/periods.h"
#include "scenario/report/timeline/timeline.h"

namespace aws::scenario {
namespace {

using Cells = std::vector<std::string>;

std::string seconds(double value) { return fmt::format("{:.1f}", value); }
std::string moment(double value) { return fmt::format("{:.2f}", value); }

struct Column {
  const char* name;
  const char* style = "";  // of its cells
};

constexpr const char* kNumber = "number";
constexpr const char* kId = "id";

// A table whose first column names its rows.
class Table {
 public:
  Table(pugi::xml_node parent, const char* caption, std::vector<Column> columns) : columns_(std::move(columns)) {
    const auto frame =
        add(parent, "div", {{"class", "wide"}, {"role", "region"}, {"aria-label", caption}, {"tabindex", "0"}});
    const auto table = add(frame, "table");
    add(table, "caption", {}, caption);
    const auto head = add(add(table, "thead"), "tr");
    for (const Column& column : columns_) {
      add(head, "th", {{"scope", "col"}, {"class", column.style}}, column.name);
    }
    body_ = add(table, "tbody");
  }

  // The row, for who wants to add to it.
  pugi::xml_node row(const Cells& cells) {
    const auto row = add(body_, "tr");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const bool names_row = i == 0;
      auto cell = add(row, names_row ? "th" : "td", {{"class", columns_[i].style}}, cells[i]);
      if (names_row) cell.append_attribute("scope") = "row";
    }
    return row;
  }

 private:
  std::vector<Column> columns_;
  pugi::xml_node body_;
};

void tile(pugi::xml_node tiles, const char* name, const std::string& value) {
  const auto tile = add(tiles, "div");
  add(tile, "dt", {}, name);
  add(tile, "dd", {}, value);
}

void verdict(pugi::xml_node main, const Report& report) {
  const auto header = add(main, "header");
  add(header, "p", {{"class", "what"}}, "resilient-service: deployed, broken and destroyed again, stage by stage");
  add(header, "h1", {{"class", report.ok() ? "ok" : "wrong"}}, (report.ok() ? "✓ " : "✗ ") + report.verdict());
  if (report.error) add(header, "p", {{"class", "wrong"}}, "Ended early: " + *report.error);

  std::size_t requests = 0, not_answered = 0;
  for (const StageResult& stage : report.stages) {
    requests += stage.replies.size();
    not_answered += failed(stage.replies);
  }
  const CallCount calls = report.calls();
  const auto tiles = add(header, "dl", {{"class", "tiles"}});
  tile(tiles, "seconds in all", seconds(report.seconds));
  tile(tiles, "requests to the service", fmt::format("{}", requests));
  tile(tiles, "of them failed", fmt::format("{}", not_answered));
  tile(tiles, "AWS API calls", fmt::format("{}", calls.made));
  tile(tiles, "of them repeated", fmt::format("{}", calls.repeated));
  if (report.duplicates) tile(tiles, "things created twice", fmt::format("{}", *report.duplicates));
}

void picture(pugi::xml_node main, const Report& report) {
  const std::string svg = timeline(report);
  add(main, "h2", {}, "Timeline");
  const auto frame =
      add(main, "div", {{"class", "wide"}, {"role", "region"}, {"aria-label", "Timeline"}, {"tabindex", "0"}});
  auto figure = add(frame, "figure");
  figure.append_buffer(svg.data(), svg.size());
  add(figure, "figcaption", {},
      "Each mark among the answers is one request through the load balancer; nothing was asked where there is none. "
      "A target's health is as it was last seen. The program made the changes, each at the moment of its mark.");
}

void stages(pugi::xml_node main, const Report& report) {
  add(main, "h2", {}, "Stages");
  Table table(main, "What each stage must show, and what it did show",
              {{"stage"},
               {"verdict", "verdict"},
               {"expected"},
               {"seen"},
               {"requests", kNumber},
               {"failed", kNumber},
               {"seconds", kNumber}});
  for (const StageResult& stage : report.stages) {
    auto row = table.row({stage.name, stage.ok ? "ok" : "WRONG", stage.expected, stage.seen,
                          fmt::format("{}", stage.replies.size()), fmt::format("{}", failed(stage.replies)),
                          seconds(stage.seconds)});
    row.child("td").attribute("class") = stage.ok ? "verdict ok" : "verdict wrong";
  }
}

void changes(pugi::xml_node main, const Report& report) {
  Table table(main, "What the program changed", {{"stage"}, {"change"}, {"at second", kNumber}});
  for (const StageResult& stage : report.stages) {
    for (const Change& change : stage.changes) table.row({stage.name, change.what, moment(change.at)});
  }
}

void experiments(pugi::xml_node main, const Report& report) {
  if (report.experiments.empty()) return;
  Table table(main, "Experiments of the Fault Injection Service",
              {{"experiment", kId}, {"what"}, {"from second", kNumber}, {"to second", kNumber}});
  for (const ExperimentResult& each : report.experiments) {
    table.row({each.id, each.what, moment(each.from), moment(each.to)});
  }
}

// What had to hold while they ran.
void steady_states(pugi::xml_node main, const Report& report) {
  if (report.steady_verdict().empty()) return;
  Table table(main, "What had to hold all through a stage", {{"stage"}, {"verdict", "verdict"}, {"steady state"}});
  for (const StageResult& stage : report.stages) {
    if (!stage.steady) continue;
    auto row = table.row({stage.name, stage.steady->held ? "held" : "NOT HELD", stage.steady->words});
    row.child("td").attribute("class") = stage.steady->held ? "verdict ok" : "verdict wrong";
  }
  add(main, "p", {{"class", "what"}}, report.steady_verdict());
}

void replies(pugi::xml_node main, const Report& report) {
  Table table(main, "What the service answered",
              {{"stage"}, {"answer"}, {"times", kNumber}, {"first at second", kNumber}, {"last at second", kNumber}});
  for (const StageResult& stage : report.stages) {
    for (const Answers& same : answers({&stage, 1})) {
      table.row({stage.name, same.kind, fmt::format("{}", same.count), moment(same.first), moment(same.last)});
    }
  }
}

void health(pugi::xml_node main, const Report& report) {
  Table table(main, "The health of the targets",
              {{"target", kId}, {"state"}, {"reason"}, {"from second", kNumber}, {"to second", kNumber}});
  for (const HealthPeriod& period : health_periods(report.stages)) {
    const Target& target = period.target;
    const std::string reason = target.reason.empty() ? "" : fmt::format("{}: {}", target.reason, target.description);
    table.row({target.id, target.state, reason, moment(period.from), moment(period.to)});
  }
}

void effort(pugi::xml_node main, const Report& report) {
  add(main, "h2", {}, "What it took");
  Table phases(main, "Calls to AWS by phase",
               {{"phase"}, {"calls", kNumber}, {"repeated", kNumber}, {"seconds", kNumber}});
  for (const PhaseResult& phase : report.phases) {
    phases.row({phase.name, fmt::format("{}", phase.calls.made), fmt::format("{}", phase.calls.repeated),
                seconds(phase.seconds)});
  }
  Table waits(main, "Waits, the longest first", {{"for"}, {"seconds", kNumber}});
  for (const WaitResult& wait : report.waits) waits.row({wait.what, seconds(wait.seconds)});
}

void origin(pugi::xml_node main, const Report& report) {
  const auto footer = add(main, "footer");
  add(add(footer, "p"), "code", {}, report.command_line);
  add(footer, "p", {},
      fmt::format("resilient-service {} in {}, started {}", report.version, report.region,
                  text::iso8601_seconds(report.started)));
}

void head(pugi::xml_node html, const Report& report) {
  const auto head = add(html, "head");
  add(head, "meta", {{"charset", "utf-8"}});
  add(head, "meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  add(head, "title", {}, "resilient-service: " + report.verdict());
  add(head, "style", {}, kStyle);
}

// HTML does not know elements that close themselves.
void close_empty_elements(pugi::xml_document& document) {
  const char* empty = "//*[not(node()) and not(self::meta) and not(ancestor::svg)]";
  for (const auto& found : document.select_nodes(empty)) found.node().append_child(pugi::node_pcdata);
}

}  // namespace

std::string to_html(const Report& report) {
  pugi::xml_document document;
  document.append_child(pugi::node_doctype).set_value("html");
  const auto html = add(document, "html", {{"lang", "en"}});
  head(html, report);
  const auto main = add(add(html, "body"), "main");
  verdict(main, report);
  if (!report.stages.empty()) {
    picture(main, report);
    stages(main, report);
    steady_states(main, report);
    const auto details = add(main, "details");
    add(details, "summary", {}, "The timeline as tables");
    changes(details, report);
    experiments(details, report);
    replies(details, report);
    health(details, report);
  }
  effort(main, report);
  origin(main, report);
  close_empty_elements(document);
  return to_text(document);
}

}  // namespace aws::scenario
