#include "scenario/workflow/status.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>

#include "scenario/console/transcript.h"
#include "scenario/workflow/destroy.h"

namespace aws::scenario {
namespace {

namespace json = boost::json;

json::object to_value(const Target& target) {
  json::object value{{"id", target.id}, {"port", target.port}, {"state", target.state}};
  if (!target.reason.empty()) value["reason"] = target.reason;
  if (!target.description.empty()) value["description"] = target.description;
  return value;
}

}  // namespace

Status look(Scenario& s, const std::vector<Step>& steps) {
  Status status{.region = s.options.region, .prefix = s.prefix, .existing = existing(steps)};
  if (status.existing.empty()) return status;
  status.endpoint = s.load_balancer.endpoint();
  if (s.load_balancer.target_group_exists())
    status.targets = s.load_balancer.health(s.load_balancer.target_group_arn());
  return status;
}

void show(Console& console, const Status& status) {
  if (status.existing.empty()) {
    console.line("Nothing of the service exists.");
    return;
  }
  console.line("These exist:");
  for (const auto& thing : status.existing) console.line("        " + thing);
  if (status.endpoint) console.line(fmt::format("The endpoint is {}", *status.endpoint));
  for (const auto& target : status.targets) console.line(describe(target));
}

std::string to_json(const Status& status) {
  json::object value{{"region", status.region}, {"prefix", status.prefix}};
  value["existing"] = json::value_from(status.existing);
  value["endpoint"] = status.endpoint ? json::value(*status.endpoint) : json::value();
  auto& targets = value["targets"].emplace_array();
  for (const auto& target : status.targets) targets.push_back(to_value(target));
  return json::serialize(value);
}

}  // namespace aws::scenario
