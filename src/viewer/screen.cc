#include "viewer/screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text/timestamp.h"

namespace aws::viewer {
namespace {

constexpr std::size_t kActivities = 3;
constexpr std::size_t kCalls = 10;

using Lines = std::vector<Line>;

void add(Lines& lines, Lines more) { std::ranges::move(more, std::back_inserter(lines)); }

// "03:04:05", of the day in UTC.
std::string time_of_day(Timestamp moment) { return text::iso8601(moment).substr(11, 8); }

Style style_of_health(std::string_view state) {
  if (state == "healthy") return Style::kGood;
  if (state == "unhealthy") return Style::kBad;
  if (state == "initial" || state == "draining") return Style::kWaiting;
  return Style::kPlain;
}

Style style_of_activity(std::string_view status) {
  if (status == "Successful") return Style::kGood;
  if (status == "Failed") return Style::kBad;
  return status == "Cancelled" ? Style::kPlain : Style::kWaiting;
}

Style style_of_call(const Call& call) {
  if (call.denied) return Style::kBad;
  return call.failed ? Style::kWaiting : Style::kGood;
}

Line first_line(const Heading& heading, Timestamp now) {
  const Span state =
      heading.live ? Span("live", Style::kGood) : Span("the region does not answer; trying again", Style::kBad);
  return {fmt::format("{}Z  ", time_of_day(now)), state, "  ", {heading.region, Style::kHeading}};
}

Line health(const Model& model) {
  Line line{{"Targets: ", Style::kHeading}};
  const auto counts = model.health();
  for (const char* state : {"healthy", "unhealthy", "initial", "draining", "unused"}) {
    const auto found = counts.find(state);
    if (found == counts.end()) continue;
    if (line.size() > 1) line.push_back(", ");
    line.push_back({fmt::format("{} {}", found->second, state), style_of_health(state)});
  }
  if (line.size() == 1) line.push_back("none are registered");
  return line;
}

std::string last_check(const Target& target, Timestamp now) {
  if (!target.checked) return "none";
  const auto age = std::chrono::duration_cast<std::chrono::seconds>(now - *target.checked);
  return fmt::format("{} {} s ago", target.answer, std::max<std::int64_t>(age.count(), 0));
}

// In a window of 80 columns all of it has room: what is usual is not repeated.
Lines targets(const Model& model, const TargetGroup& group, Timestamp now) {
  Lines rows{{"TARGET", "HEALTH", "LAST CHECK", "ZONE", "INSTANCE", "REQ/S", "OPEN"}};
  for (const auto& target : group.targets) {
    const auto found = model.picture().instances.find(target.id);
    const auto instance = found == model.picture().instances.end() ? Instance{"-", "-"} : found->second;
    const auto id = fmt::format("{}:{}", target.id, target.port);
    const TargetName name{group.arn, id};
    rows.push_back({target.port == group.port ? target.id : id,
                    {target.health, style_of_health(target.health)},
                    last_check(target, now),
                    instance.zone,
                    instance.state,
                    fmt::format("{}", model.per_second(name)),
                    fmt::format("{}", model.in_flight(name))});
  }
  return in_columns(std::move(rows));
}

Lines target_group(const Model& model, const TargetGroup& group, Timestamp now) {
  Lines lines{{}, {{"Target group " + group.name, Style::kHeading}, fmt::format(" on port {}", group.port)}};
  const Lines rows = targets(model, group, now);
  lines.push_back(rows.front());
  for (std::size_t i = 0; i < group.targets.size(); ++i) {
    const auto& target = group.targets[i];
    lines.push_back(rows[i + 1]);
    if (!target.reason.empty()) lines.push_back({fmt::format("    {}: {}", target.reason, target.description)});
  }
  return lines;
}

Lines load_balancer(const LoadBalancer& balancer) {
  Lines lines{{},
              {{"Load balancer " + balancer.name, Style::kHeading},
               ": ",
               {balancer.state, balancer.state == "active" ? Style::kGood : Style::kWaiting},
               fmt::format(", {}, {}", balancer.dns_name, balancer.scheme)}};
  for (const auto& listener : balancer.listeners) lines.push_back({"  " + listener});
  return lines;
}

Lines scaling_group(const ScalingGroup& group) {
  std::vector<std::string> members;
  for (const auto& [state, count] : group.members) members.push_back(fmt::format("{} {}", count, state));
  Lines lines{{},
              {{"Auto Scaling group " + group.name, Style::kHeading},
               fmt::format(": desired {} ({} to {}), members {}", group.desired, group.min, group.max,
                           members.empty() ? "none" : fmt::format("{}", fmt::join(members, ", ")))}};
  Lines rows;
  for (std::size_t i = 0; i < std::min(group.activities.size(), kActivities); ++i) {
    const auto& activity = group.activities[i];
    rows.push_back(
        {time_of_day(activity.start), {activity.status, style_of_activity(activity.status)}, activity.description});
  }
  add(lines, in_columns(std::move(rows)));
  return lines;
}

Line requests(const Model& model) {
  const Span heading("Requests: ", Style::kHeading);
  const auto& second = model.last_second();
  if (!second) return {heading, "not a second has been seen yet"};
  if (second->count == 0) return {heading, "none in the last second"};
  Line line{heading, fmt::format("{} in the last second", second->count)};
  const char* before = ": ";
  for (const auto& [kind, count] : second->classes) {
    line.push_back(before);
    const Style style = kind == "2xx" || kind == "3xx" ? Style::kGood : Style::kBad;
    line.push_back({fmt::format("{} {}", count, kind == "none" ? "without answer" : kind), style});
    before = ", ";
  }
  line.push_back(fmt::format("; p50 {} ms, p99 {} ms", second->p50, second->p99));
  return line;
}

Lines calls(const Model& model, std::size_t room) {
  Lines rows;
  for (std::size_t i = 0; i < std::min({model.calls().size(), kCalls, room}); ++i) {
    const Call& call = model.calls()[i];
    rows.push_back({time_of_day(call.at),
                    {call.denied ? "denied: " + call.answer : call.answer, style_of_call(call)},
                    call.service + ' ' + call.operation,
                    fmt::format("{} us", call.microseconds),
                    call.caller.empty() ? "nobody known" : call.caller,
                    call.why});
  }
  return in_columns(std::move(rows));
}

Lines all_of(const Model& model, const Heading& heading, Timestamp now, std::size_t height) {
  Lines lines{first_line(heading, now), {}, health(model)};
  for (const auto& group : model.picture().target_groups) add(lines, target_group(model, group, now));
  for (const auto& balancer : model.picture().load_balancers) add(lines, load_balancer(balancer));
  for (const auto& group : model.picture().scaling_groups) add(lines, scaling_group(group));
  add(lines, {{}, requests(model), {}});
  lines.push_back(
      {{"Calls: ", Style::kHeading}, fmt::format("{} seen, {} denied", model.call_count(), model.denied_count())});
  add(lines, calls(model, height - std::min(height, lines.size())));
  return lines;
}

}  // namespace

std::vector<std::string> screen(const Model& model, const Heading& heading, Timestamp now, Window window,
                                Colour colour) {
  Lines lines = all_of(model, heading, now, window.height);
  if (lines.size() > window.height) {
    const auto hidden = lines.size() - window.height + 1;
    lines.resize(window.height);
    if (!lines.empty()) lines.back() = {fmt::format("... and {} lines more", hidden)};
  }
  std::vector<std::string> all;
  for (const Line& line : lines) all.push_back(told(line, window.width, colour));
  return all;
}

}  // namespace aws::viewer
