#include "scenario/workflow/expectations.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace aws::scenario {
namespace {

constexpr const char* kGone = "gone";

template <class Predicate>
bool lately_all(const Observation& seen, const Predicate& predicate) {
  const auto replies = latest(seen);
  return replies.size() == enough(seen) && std::all_of(replies.begin(), replies.end(), predicate);
}

bool lately_all(const Observation& seen, Answer answer) {
  return lately_all(seen, [&](const Reply& reply) { return reply.answer == answer; });
}

Health health_now(const Observation& seen) { return seen.looks.empty() ? Health() : seen.looks.back().health; }

bool is_mismatch_503(const Target& target) {
  return target.state == "unhealthy" && target.reason == "Target.ResponseCodeMismatch" &&
         target.description == "Health checks failed with these codes: [503]";
}

template <class Predicate>
bool all_targets(const Observation& seen, const Predicate& predicate) {
  const Health now = health_now(seen);
  return now.size() == seen.group_size && std::all_of(now.begin(), now.end(), predicate);
}

bool all_healthy(const Observation& seen) {
  return all_targets(seen, [](const Target& target) { return target.state == "healthy"; });
}

std::set<std::string> zones(const std::vector<Reply>& replies) {
  std::set<std::string> result;
  for (const Reply& reply : replies) result.insert(reply.zone);
  return result;
}

Shown when(bool so) { return so ? Shown::kYes : Shown::kNotYet; }

// The states of a target over time, each once in a row; "gone" when it is no longer listed.
std::vector<std::string> history(const Observation& seen, const std::string& id) {
  std::vector<std::string> states;
  for (const Look& look : seen.looks) {
    const Health& health = look.health;
    const auto target = std::find_if(health.begin(), health.end(), [&](const Target& t) { return t.id == id; });
    if (target == health.end() && states.empty()) continue;
    const std::string state = target == health.end() ? kGone : target->state;
    if (states.empty() || states.back() != state) states.push_back(state);
  }
  return states;
}

std::set<std::string> newcomers(const Observation& seen) {
  std::set<std::string> ids;
  for (const Look& look : seen.looks) {
    for (const Target& target : look.health) {
      if (!seen.before.contains(target.id)) ids.insert(target.id);
    }
  }
  return ids;
}

bool drained_and_left(const std::vector<std::string>& states) {
  return !states.empty() && states.back() == kGone &&
         std::find(states.begin(), states.end(), "draining") != states.end();
}

double share_of(const std::vector<Reply>& replies, const std::string& instance) {
  if (replies.empty()) return 0;
  const auto from_it = std::ranges::count(replies, instance, &Reply::instance);
  return static_cast<double>(from_it) / static_cast<double>(replies.size());
}

double mean_wait(const std::vector<Reply>& replies) {
  double all = 0;
  for (const Reply& reply : replies) all += reply.http.seconds;
  return replies.empty() ? 0 : all / static_cast<double>(replies.size());
}

// Of the waits in the order of their length, the one before which this share of them comes.
double wait_at(const std::vector<Reply>& replies, double share) {
  std::vector<double> waits;
  for (const Reply& reply : replies) waits.push_back(reply.http.seconds);
  if (waits.empty()) return 0;
  std::ranges::sort(waits);
  return waits[std::min(waits.size() - 1, static_cast<std::size_t>(share * static_cast<double>(waits.size())))];
}

bool became_healthy(const std::vector<std::string>& states) {
  return states.size() >= 2 && states.back() == "healthy" &&
         std::any_of(states.begin(), states.end() - 1,
                     [](const std::string& state) { return state == "initial" || state == "unhealthy"; });
}

}  // namespace

std::size_t enough(const Observation& seen) { return std::max<std::size_t>(12, 4 * seen.group_size); }

std::vector<Reply> newest(const std::vector<Reply>& replies, std::size_t count) {
  return {replies.end() - static_cast<std::ptrdiff_t>(std::min(count, replies.size())), replies.end()};
}

std::vector<Reply> latest(const Observation& seen) { return newest(seen.replies, enough(seen)); }

namespace expectations {

Shown initial(const Observation& seen) {
  return when(lately_all(seen, Answer::kReal) && zones(latest(seen)).size() >= seen.zones && all_healthy(seen));
}

Shown broken_dependency(const Observation& seen) {
  return when(lately_all(seen, [](const Reply& reply) { return reply.status == 502; }) && all_healthy(seen));
}

Shown static_response(const Observation& seen) { return when(lately_all(seen, Answer::kStatic) && all_healthy(seen)); }

Shown bad_credentials(const Observation& seen) {
  std::set<std::string> instances;
  for (const Reply& reply : latest(seen)) instances.insert(reply.instance);
  const bool right = lately_all(seen, [&](const Reply& reply) {
    return reply.answer == (reply.instance == seen.poisoned ? Answer::kStatic : Answer::kReal);
  });
  return when(right && instances.contains(seen.poisoned) && instances.size() == seen.group_size && all_healthy(seen));
}

Shown deep_health_check(const Observation& seen) {
  const bool real_and_not_from_it = lately_all(
      seen, [&](const Reply& reply) { return reply.answer == Answer::kReal && reply.instance != seen.poisoned; });
  const bool found_out = all_targets(seen, [&](const Target& target) {
    return target.id == seen.poisoned ? is_mismatch_503(target) : target.state == "healthy";
  });
  return when(real_and_not_from_it && found_out);
}

Shown replacement(const Observation& seen) {
  const bool disturbed = std::any_of(seen.replies.begin(), seen.replies.end(),
                                     [](const Reply& reply) { return reply.answer != Answer::kReal; });
  if (disturbed) return Shown::kNever;
  const auto arrived = newcomers(seen);
  return when(drained_and_left(history(seen, seen.poisoned)) && arrived.size() == 1 &&
              became_healthy(history(seen, *arrived.begin())) && all_healthy(seen));
}

Shown fail_open(const Observation& seen) {
  return when(lately_all(seen, Answer::kStatic) && all_targets(seen, is_mismatch_503));
}

Shown dark_zone(const Observation& seen, const std::string& zone) {
  return when(lately_all(seen, [&](const Reply& each) { return each.answer == Answer::kReal && each.zone != zone; }) &&
              all_healthy(seen));
}

Shown balanced_zones(const Observation& seen, const std::set<std::string>& zones) {
  std::map<std::string, std::set<std::string>> instances;
  for (const std::string& zone : zones) instances[zone];
  for (const Reply& reply : latest(seen)) instances[reply.zone].insert(reply.instance);
  std::size_t all = 0, least = seen.group_size, most = 0;
  for (const auto& [zone, there] : instances) {
    all += there.size();
    least = std::min(least, there.size());
    most = std::max(most, there.size());
  }
  return when(lately_all(seen, Answer::kReal) && all == seen.group_size && most <= least + 1 && all_healthy(seen));
}

Shown starved_host(const Observation& seen, const std::vector<Reply>& by_turns, const std::string& instance) {
  constexpr double kFewer = 0.75;
  const auto by_load = newest(seen.replies, by_turns.size());
  return when(share_of(by_load, instance) < kFewer * share_of(by_turns, instance) && lately_all(seen, Answer::kReal) &&
              all_healthy(seen));
}

}  // namespace expectations

bool all_healthy(const Health& health) {
  return !health.empty() && std::ranges::all_of(health, [](const Target& target) { return target.state == "healthy"; });
}

bool is_slow(const std::string& instance, const std::vector<Reply>& replies) {
  std::vector<Reply> its, others;
  for (const Reply& reply : replies) (reply.instance == instance ? its : others).push_back(reply);
  constexpr double kSlow = 1.5;
  return mean_wait(its) > kSlow * mean_wait(others);
}

std::string summary_of_waits(const std::vector<Reply>& replies) {
  return fmt::format("longest wait {:.2f} s", wait_at(replies, 1));
}

std::string summary_of_share(const std::vector<Reply>& replies, const std::string& instance) {
  constexpr double kPercent = 100, kMilliseconds = 1000;
  return fmt::format("{:.0f} % from {}; half within {:.0f} ms, p99 {:.0f} ms", kPercent * share_of(replies, instance),
                     instance, kMilliseconds * wait_at(replies, 0.5), kMilliseconds * wait_at(replies, 0.99));
}

std::string summary(const Observation& seen) {
  std::map<std::string, int> answers, states;
  std::set<std::string> places;
  const auto replies = latest(seen);
  for (const Reply& reply : replies) {
    ++answers[kind(reply)];
    if (!reply.zone.empty()) places.insert(reply.zone);
  }
  for (const Target& target : health_now(seen)) {
    const auto codes = target.description.find('[');
    ++states[target.reason.empty() ? target.state
             : codes == std::string::npos
                 ? fmt::format("{} ({})", target.state, target.reason)
                 : fmt::format("{} ({} {})", target.state, target.reason, target.description.substr(codes))];
  }
  const auto listed = [](const std::map<std::string, int>& counts, const char* format) {
    std::vector<std::string> parts;
    for (const auto& [what, count] : counts) parts.push_back(fmt::format(fmt::runtime(format), what, count));
    return parts.empty() ? "none" : fmt::format("{}", fmt::join(parts, ", "));
  };
  std::string text = fmt::format("GET: {}", listed(answers, "{0} x{1}"));
  if (!places.empty()) text += fmt::format(" from {}", fmt::join(places, ", "));
  return text + fmt::format("; targets: {}", listed(states, "{1} {0}"));
}

std::string summary_of_replacement(const Observation& seen) {
  std::set<std::string> ids = newcomers(seen);
  ids.insert(seen.poisoned);
  std::vector<std::string> parts;
  for (const auto& id : ids) parts.push_back(fmt::format("{} {}", id, fmt::join(history(seen, id), ", ")));
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace aws::scenario
