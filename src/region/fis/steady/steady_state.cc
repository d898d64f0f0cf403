#include "region/fis/steady/steady_state.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <vector>

#include "region/fis/errors.h"

namespace aws::region::fis {
namespace {

using std::chrono::milliseconds;

constexpr double kAll = 100;
constexpr double kMillisecondsOfASecond = 1000;
constexpr double kLongestWait = 3'600'000;  // milliseconds
constexpr std::size_t kLongestName = 32;    // of a load balancer or a target group

Error not_understood(std::string_view word, std::string_view why) {
  return validation(fmt::format("The tag {} has the word {}, which {}.", kSteadyStateTag, word, why));
}

// Without a sign and an exponent.
std::optional<double> positive(std::string_view text) {
  double number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  const bool whole = problem == std::errc() && end == text.data() + text.size() && std::isfinite(number) && number > 0;
  return whole ? std::optional(number) : std::nullopt;
}

double percent_in(std::string_view word, std::string_view value) {
  const auto percent = positive(value);
  if (!percent || *percent > kAll) throw not_understood(word, "is not of a percentage up to 100");
  return *percent;
}

milliseconds time_in(std::string_view word, std::string_view value) {
  const bool small = value.ends_with("ms");
  if (value.ends_with('s'))
    value.remove_suffix(small ? 2 : 1);
  else
    value = "";
  const auto number = positive(value);
  const double time = number.value_or(0) * (small ? 1 : kMillisecondsOfASecond);
  if (time < 1 || time > kLongestWait)
    throw not_understood(word, "is not of a time such as 500ms or 2s, up to an hour");
  return milliseconds(std::llround(time));
}

std::string name_in(std::string_view word, std::string_view value) {
  const auto fits = [](char letter) { return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '-'; };
  if (value.empty() || value.size() > kLongestName || !std::ranges::all_of(value, fits)) {
    throw not_understood(word, "is not of a name");
  }
  return std::string(value);
}

void take(SteadyState& state, std::string_view word) {
  const auto sign = word.find('=');
  if (sign == std::string_view::npos) throw not_understood(word, "is not of the form key=value");
  const auto key = word.substr(0, sign), value = word.substr(sign + 1);
  if (key == "load-balancer") {
    state.load_balancer = name_in(word, value);
  } else if (key == "target-group") {
    state.target_group = name_in(word, value);
  } else if (key == "answered") {
    state.answered = percent_in(word, value);
  } else if (key == "succeeded") {
    state.succeeded = percent_in(word, value);
  } else if (key == "within") {
    state.within = time_in(word, value);
  } else if (const auto quantile = key.starts_with('p') ? positive(key.substr(1)) : std::nullopt;
             quantile && *quantile <= kAll) {
    state.quantiles[*quantile] = time_in(word, value);
  } else {
    throw not_understood(word, "has none of the keys load-balancer, target-group, answered, succeeded, within and p99");
  }
}

}  // namespace

SteadyState steady_state(std::string_view text) {
  SteadyState state;
  std::set<std::string_view> keys;
  while (!text.empty()) {
    const auto word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (word.empty()) continue;
    take(state, word);
    if (!keys.insert(word.substr(0, word.find('='))).second) throw not_understood(word, "repeats a key");
  }
  const bool of_a_share = state.answered || state.succeeded;
  if (state.within && !of_a_share) {
    throw validation(fmt::format("The tag {} says within without answered or succeeded.", kSteadyStateTag));
  }
  if (!of_a_share && state.quantiles.empty()) {
    throw validation(
        fmt::format("The tag {} says nothing that could hold: answered, succeeded or p99.", kSteadyStateTag));
  }
  return state;
}

std::string text_of(milliseconds time) {
  const auto count = time.count();
  if (count < static_cast<std::int64_t>(kMillisecondsOfASecond)) return fmt::format("{} ms", count);
  return fmt::format("{} s", static_cast<double>(count) / kMillisecondsOfASecond);
}

std::string SteadyState::words() const {
  const auto to = (load_balancer.empty() ? "" : fmt::format(" to load balancer {}", load_balancer)) +
                  (target_group.empty() ? "" : fmt::format(" to target group {}", target_group));
  const auto in_time = within ? fmt::format(" within {}", text_of(*within)) : "";
  const auto share = [&](double percent, std::string_view how) {
    const auto which = percent == kAll ? fmt::format("every request{} is", to)
                                       : fmt::format("at least {} % of requests{} are", percent, to);
    return fmt::format("{} answered{}{}", which, how, in_time);
  };
  std::vector<std::string> parts;
  if (answered) parts.push_back(share(*answered, ""));
  if (succeeded) parts.push_back(share(*succeeded, " with 2xx or 3xx"));
  for (const auto& [quantile, most] : quantiles) {
    const auto of = parts.empty() && !to.empty() ? fmt::format(" of requests{}", to) : "";
    parts.push_back(fmt::format("p{}{} at most {}", quantile, of, text_of(most)));
  }
  return fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace aws::region::fis
