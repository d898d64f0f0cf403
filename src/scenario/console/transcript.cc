#include "scenario/console/transcript.h"

#include <fmt/format.h>

#include <boost/json/parse.hpp>

#include "scenario/console/python_text.h"

namespace aws::scenario {
namespace {

std::string response(const HttpResult& result) {
  if (!result.answered()) return fmt::format("none: {}", result.error);
  std::string text = std::to_string(result.status);
  const auto type = result.headers.find("content-type");
  if (type == result.headers.end() || !type->second.starts_with("application/json")) return text;
  boost::json::error_code not_json;
  const auto body = boost::json::parse(result.body, not_json);
  return text + "\n" + (not_json ? result.body : python_pretty(body));
}

}  // namespace

void show_get(Console& console, const std::string& endpoint, const HttpResult& result) {
  console.line(fmt::format("Request:\n\nGET {}\n\nResponse:\n\n{}", endpoint, response(result)));
  rule(console);
}

std::string describe(const Target& target) {
  std::string text = fmt::format("        Target {} on port {} is {}", target.id, target.port, target.state);
  if (!target.reason.empty()) text += fmt::format("\n                {}: {}\n", target.reason, target.description);
  return text;
}

void show_health(Console& console, const std::vector<Target>& targets) {
  console.line("\nChecking the health of load balancer targets:\n");
  for (const auto& target : targets) console.line(describe(target));
  console.line(
      "\nNote that it can take a minute or two for the health check to update\n"
      "after changes are made.\n");
  rule(console);
}

}  // namespace aws::scenario
