#include "viewer/news.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <exception>

#include "base/error.h"
#include "base/text/timestamp.h"

namespace aws::viewer {
namespace {

namespace json = boost::json;

// What a service has nothing to say of is missing in its answer.
std::string text(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value ? std::string(value->as_string()) : "";
}

std::int64_t number(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value ? value->to_number<std::int64_t>() : 0;
}

json::object part(const json::object& from, std::string_view name) {
  const auto* value = from.if_contains(name);
  return value ? value->as_object() : json::object();
}

template <class Value>
std::vector<Value> each(const json::array& from, Value (*make)(const json::object&)) {
  std::vector<Value> all;
  for (const auto& value : from) all.push_back(make(value.as_object()));
  return all;
}

template <class Value>
std::vector<Value> each(const json::object& from, std::string_view name, Value (*make)(const json::object&)) {
  const auto* value = from.if_contains(name);
  return value ? each(value->as_array(), make) : std::vector<Value>();
}

Timestamp moment(const json::object& from) { return from_milliseconds(number(from, "at")); }

// "targetgroup/NAME/ID", at the end of its ARN, -> "NAME"
std::string group_name(const std::string& arn) {
  const auto start = std::min(arn.find('/'), arn.size() - 1) + 1;
  return arn.substr(start, arn.find('/', start) - start);
}

std::string listener(const json::object& from) {
  auto told = fmt::format("{} on port {}", text(from, "Protocol"), number(from, "Port"));
  const char* before = " ";
  for (const auto& value : from.at("DefaultActions").as_array()) {
    const auto& action = value.as_object();
    const auto group = text(action, "TargetGroupArn");
    told += before + (group.empty() ? text(action, "Type") : "forwards to " + group_name(group));
    before = ", ";
  }
  return told;
}

LoadBalancer load_balancer(const json::object& from) {
  return {.name = text(from, "LoadBalancerName"),
          .state = text(part(from, "State"), "Code"),
          .dns_name = text(from, "DNSName"),
          .scheme = text(from, "Scheme"),
          .listeners = each(from, "Listeners", listener)};
}

Target target(const json::object& from) {
  const auto which = part(from, "Target");
  const auto health = part(from, "TargetHealth");
  const auto checks = part(from, "Checks");
  Target target{.id = text(which, "Id"),
                .port = number(which, "Port"),
                .health = text(health, "State"),
                .reason = text(health, "Reason"),
                .description = text(health, "Description"),
                .answer = text(checks, "Answer")};
  if (checks.contains("Last")) target.checked = from_milliseconds(number(checks, "Last"));
  return target;
}

TargetGroup target_group(const json::object& from) {
  return {.arn = text(from, "TargetGroupArn"),
          .name = text(from, "TargetGroupName"),
          .port = number(from, "Port"),
          .targets = each(from, "Targets", target)};
}

Activity activity(const json::object& from) {
  return {.start = text::from_epoch_seconds(from.at("StartTime").to_number<double>()),
          .status = text(from, "StatusCode"),
          .description = text(from, "Description")};
}

std::string lifecycle_state(const json::object& member) { return text(member, "LifecycleState"); }

ScalingGroup scaling_group(const json::object& from) {
  ScalingGroup group{.name = text(from, "AutoScalingGroupName"),
                     .desired = number(from, "DesiredCapacity"),
                     .min = number(from, "MinSize"),
                     .max = number(from, "MaxSize"),
                     .activities = each(from, "Activities", activity)};
  for (const auto& state : each(from, "Instances", lifecycle_state)) ++group.members[state];
  return group;
}

Picture picture(const json::object& from) {
  Picture picture{.load_balancers = each(from, "LoadBalancers", load_balancer),
                  .target_groups = each(from, "TargetGroups", target_group),
                  .scaling_groups = each(from, "AutoScalingGroups", scaling_group)};
  for (const auto& value : from.at("Instances").as_array()) {
    const auto& instance = value.as_object();
    picture.instances[text(instance, "InstanceId")] = {.zone = text(instance, "AvailabilityZone"),
                                                       .state = text(instance, "State")};
  }
  return picture;
}

std::map<TargetName, std::int64_t> counts(const json::array& from) {
  std::map<TargetName, std::int64_t> counts;
  for (const auto& value : from) {
    const auto& count = value.as_object();
    counts[{text(count, "group"), text(count, "target")}] = number(count, "count");
  }
  return counts;
}

Visit visit(const json::object& from) {
  return {.listener = text(from, "listener"),
          .target = text(from, "target"),
          .status = number(from, "status"),
          .milliseconds = number(from, "milliseconds"),
          .method = text(from, "method"),
          .path = text(from, "path")};
}

Visits visits(const json::object& from) {
  Visits visits{.at = moment(from),
                .count = number(from, "count"),
                .p50 = number(from, "p50"),
                .p99 = number(from, "p99"),
                .targets = counts(from.at("targets").as_array()),
                .samples = each(from, "samples", visit)};
  for (const auto& [kind, count] : from.at("classes").as_object()) {
    visits.classes[kind] = count.to_number<std::int64_t>();
  }
  return visits;
}

// "arn:aws:iam::123456789012:user/developer" -> "user/developer"
std::string name_in(std::string arn) {
  for (int colons = 0; colons < 5; ++colons) {
    const auto colon = arn.find(':');
    if (colon == std::string::npos) break;
    arn.erase(0, colon + 1);
  }
  return arn;
}

// What denies decides; where all is allowed, the first of what was asked stands for the rest.
std::string deciding(const json::array& checks) {
  const auto denies = std::ranges::find_if(checks, [](const auto& check) { return !check.at("allowed").as_bool(); });
  const auto* decides = denies == checks.end() ? checks.begin() : denies;
  return decides == checks.end() ? "" : text(decides->as_object(), "why");
}

Call call(const json::object& from) {
  const auto error = text(from, "error");
  return {.at = moment(from),
          .caller = name_in(text(from, "caller")),
          .service = text(from, "service"),
          .operation = text(from, "operation"),
          .answer = error.empty() ? fmt::format("{}", number(from, "status")) : error,
          .denied = from.at("denied").as_bool(),
          .failed = !error.empty(),
          .why = deciding(from.at("checks").as_array()),
          .microseconds = number(from, "microseconds")};
}

Calls calls(const json::object& from) {
  return {.count = number(from, "count"), .denied = number(from, "denied"), .newest = each(from, "newest", call)};
}

Happening happening(const json::object& from) {
  return {.at = moment(from), .kind = text(from, "kind"), .subject = text(from, "subject"), .what = text(from, "what")};
}

}  // namespace

std::optional<News> news_of(const Event& event) {
  try {
    const auto parsed = [&event] { return json::parse(event.data); };
    if (event.name == "picture") return picture(parsed().as_object());
    if (event.name == "in-flight") return InFlight{counts(parsed().as_array())};
    if (event.name == "visits") return visits(parsed().as_object());
    if (event.name == "calls") return calls(parsed().as_object());
    if (event.name == "happenings") return each(parsed().as_array(), happening);
    return std::nullopt;
  } catch (const std::exception& problem) {
    throw Error("UnknownEvent", fmt::format("the region says what this program does not understand ({} in '{}'): use "
                                            "the same version of both",
                                            problem.what(), event.name));
  }
}

}  // namespace aws::viewer
