#include "scenario/workflow/destroy.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace aws::scenario {
namespace {

using namespace std::chrono_literals;

constexpr Pace kEndpointGone{.every = 5s, .at_most = 5min};

// What a step's action finds or does, or the one line that says why not.
template <class Action>
std::optional<std::string> failure(const Action& action) {
  try {
    action();
    return std::nullopt;
  } catch (const Error& error) {
    return error.what();
  }
}

std::optional<std::string> endpoint_before(Scenario& s) {
  std::optional<std::string> endpoint;
  failure([&] { endpoint = s.load_balancer.endpoint(); });
  return endpoint;
}

std::string what_is_left(const std::vector<Step>& steps) {
  std::vector<std::string> left;
  const auto error = failure([&] { left = existing(steps); });
  if (error) left.push_back(fmt::format("what could not be listed: {}", *error));
  return fmt::format("{}", fmt::join(left, ", "));
}

}  // namespace

std::vector<std::string> existing(const std::vector<Step>& steps) {
  std::vector<std::string> found;
  for (const Step& step : steps) {
    const auto things = step.existing();
    found.insert(found.end(), things.begin(), things.end());
  }
  return found;
}

StageResult destroy(Scenario& s, const std::vector<Step>& steps) {
  StageResult result{.name = "destroyed", .expected = "GET: connection refused; nothing is left"};
  result.began = s.elapsed();
  const auto endpoint = endpoint_before(s);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (!step->undo) continue;
    const auto error = failure(step->undo);
    if (error) s.console.line(fmt::format("Couldn't delete {}: {}", step->name, *error));
  }
  std::string answer = "no endpoint";
  const auto is_ours = [](const std::string& title) { return !title.empty(); };  // whatever it still recommends
  const bool silent = !endpoint || s.waiting.becomes_so("the endpoint to stop answering", kEndpointGone, [&] {
    Reply& reply = result.replies.emplace_back(read_reply(s.http.get(*endpoint), is_ours));
    reply.at = s.elapsed();
    answer = reply.http.answered() ? std::to_string(reply.status) : reply.http.error;
    return !reply.http.answered();
  });
  const std::string left = what_is_left(steps);
  if (!left.empty()) s.console.line(fmt::format("Still there: {}", left));
  result.ok = silent && left.empty();
  result.seen = fmt::format("GET: {}; {}", answer, left.empty() ? "nothing is left" : "left: " + left);
  result.seconds = s.elapsed() - result.began;
  return result;
}

}  // namespace aws::scenario
