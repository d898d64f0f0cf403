#include "scenario/report/json.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json/serialize.hpp>

#include "base/text/timestamp.h"
#include "scenario/report/timeline/periods.h"

namespace aws::scenario {
namespace {

std::string json_text(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

std::string to_json(const Change& change) {
  return fmt::format(R"({{"at": {:.3f}, "what": {}}})", change.at, json_text(change.what));
}

std::string to_json(const Reply& reply) {
  return fmt::format(R"({{"at": {:.3f}, "answer": {}, "instance": {}}})", reply.at, json_text(kind(reply)),
                     reply.instance.empty() ? "null" : json_text(reply.instance));
}

std::string to_json(const HealthPeriod& period) {
  return fmt::format(R"({{"id": {}, "state": {}, "reason": {}, "from": {:.3f}, "to": {:.3f}}})",
                     json_text(period.target.id), json_text(period.target.state), json_text(period.target.reason),
                     period.from, period.to);
}

std::string to_json(const PhaseResult& phase) {
  return fmt::format(R"({{"name": {}, "calls": {}, "retries": {}, "seconds": {:.3f}}})", json_text(phase.name),
                     phase.calls.made, phase.calls.repeated, phase.seconds);
}

std::string to_json(const WaitResult& wait) {
  return fmt::format(R"({{"for": {}, "seconds": {:.3f}}})", json_text(wait.what), wait.seconds);
}

std::string to_json(const ExperimentResult& experiment) {
  return fmt::format(R"({{"id": {}, "what": {}, "from": {:.3f}, "to": {:.3f}}})", json_text(experiment.id),
                     json_text(experiment.what), experiment.from, experiment.to);
}

std::string to_json(const std::optional<SteadyVerdict>& steady) {
  if (!steady) return "null";
  return fmt::format(R"({{"words": {}, "held": {}}})", json_text(steady->words), steady->held);
}

std::string to_json(const StageResult& stage);

template <class Item>
std::string to_json(const std::vector<Item>& items, std::string_view before_each) {
  std::vector<std::string> texts;
  for (const auto& item : items) texts.push_back(std::string(before_each) + to_json(item));
  return fmt::format("[{}]", fmt::join(texts, ","));
}

std::string to_json(const StageResult& stage) {
  return fmt::format(
      R"({{"name": {}, "ok": {}, "expected": {}, "seen": {}, "seconds": {:.3f}, "began": {:.3f},
     "requests": {}, "failed": {},
     "steady": {},
     "changes": {},
     "targets": {},
     "replies": {}}})",
      json_text(stage.name), stage.ok, json_text(stage.expected), json_text(stage.seen), stage.seconds, stage.began,
      stage.replies.size(), failed(stage.replies), to_json(stage.steady), to_json(stage.changes, " "),
      to_json(health_periods({&stage, 1}), " "), to_json(stage.replies, " "));
}

}  // namespace

std::string to_json(const Report& report) {
  constexpr std::string_view kOnALine = "\n    ";
  const CallCount calls = report.calls();
  std::string members = fmt::format(R"("ok": {},
  "seconds": {:.3f},
  "started": {},
  "version": {},
  "command_line": {},
  "region": {},
  "calls": {},
  "retries": {})",
                                    report.ok(), report.seconds, json_text(text::iso8601_seconds(report.started)),
                                    json_text(report.version), json_text(report.command_line), json_text(report.region),
                                    calls.made, calls.repeated);
  if (report.duplicates) members += fmt::format(",\n  \"duplicates\": {}", *report.duplicates);
  if (report.error) members += fmt::format(",\n  \"error\": {}", json_text(*report.error));
  return fmt::format("{{\n  {},\n  \"phases\": {},\n  \"waits\": {},\n  \"experiments\": {},\n  \"stages\": {}\n}}",
                     members, to_json(report.phases, kOnALine), to_json(report.waits, kOnALine),
                     to_json(report.experiments, kOnALine), to_json(report.stages, kOnALine));
}

}  // namespace aws::scenario
