#include "region/chaos/plan_line.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <sstream>

#include "base/text/wildcard.h"
#include "contract/shape.h"

namespace aws::region::chaos {
namespace {

constexpr double kAll = 100;
constexpr std::chrono::hours kLongest{1};

// A number and what follows it.
template <class Number>
std::optional<std::pair<Number, std::string_view>> number_and_unit(std::string_view text) {
  Number number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc()) return std::nullopt;
  return std::pair(number, text.substr(static_cast<std::size_t>(end - text.data())));
}

std::optional<std::chrono::milliseconds> milliseconds_in(std::string_view unit) {
  if (unit == "ms") return std::chrono::milliseconds(1);
  if (unit == "s") return std::chrono::seconds(1);
  if (unit == "m") return std::chrono::minutes(1);
  return std::nullopt;
}

bool fits_an_operation(std::string_view pattern) {
  return std::ranges::any_of(contract::services(), [&](const contract::Service* service) {
    return std::ranges::any_of(service->operations, [&](const contract::Operation* operation) {
      return text::matches_wildcards(pattern, fmt::format("{}.{}", service->name, operation->name));
    });
  });
}

std::vector<std::string_view> service_names() {
  std::vector<std::string_view> names;
  for (const auto* service : contract::services()) names.push_back(service->name);
  std::ranges::sort(names);
  return names;
}

}  // namespace

PlanLine::PlanLine(std::string_view text, std::string place) : place_(std::move(place)) {
  std::istringstream words(std::string(text.substr(0, text.find('#'))));
  for (std::string word; words >> word;) words_.push_back(word);
}

Error PlanLine::error(std::string_view what) const {
  return Error("InvalidChaosFile", usage_.empty() ? fmt::format("{}: {}", place_, what)
                                                  : fmt::format("{}: {}; write {}", place_, what, usage_));
}

std::string PlanLine::word(std::string_view what) {
  if (empty()) throw error(fmt::format("{} is missing", what));
  return words_[next_++];
}

double PlanLine::share() {
  const std::string text = word("a share");
  const auto share = number_and_unit<double>(text);
  if (!share || share->second != "%" || !(share->first >= 0 && share->first <= kAll)) {  // nor is "nan%" one
    throw error(fmt::format("'{}' is no share from 0% to 100%", text));
  }
  return share->first / kAll;
}

std::chrono::milliseconds PlanLine::time() {
  const std::string text = word("a time");
  const auto time = number_and_unit<unsigned>(text);
  const auto unit = time ? milliseconds_in(time->second) : std::nullopt;
  if (!unit || time->first > kLongest / *unit) {
    throw error(fmt::format("'{}' is no time of at most an hour in ms, s or m", text));
  }
  return *unit * time->first;
}

std::uint64_t PlanLine::number() {
  const std::string text = word("a number");
  const auto number = number_and_unit<std::uint64_t>(text);
  if (!number || !number->second.empty()) throw error(fmt::format("'{}' is no whole number", text));
  return number->first;
}

std::string PlanLine::operations() {
  std::string pattern = word("an operation");
  if (fits_an_operation(pattern)) return pattern;
  throw error(fmt::format("'{}' fits no operation of {}", pattern, fmt::join(service_names(), ", ")));
}

std::string PlanLine::callers() {
  if (empty()) return "*";
  if (const std::string by = word("'by'"); by != "by") throw error(fmt::format("'{}' is not understood", by));
  return word("a caller");
}

void PlanLine::end() const {
  if (!empty()) throw error(fmt::format("'{}' is not understood", words_[next_]));
}

}  // namespace aws::region::chaos
