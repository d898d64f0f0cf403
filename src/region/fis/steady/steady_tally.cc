#include "region/fis/steady/steady_tally.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace aws::region::fis {
namespace {

constexpr double kHundredPercent = 100;
constexpr int kSuccess = 200;
constexpr int kClientError = 400;

double percent_of(std::int64_t part, std::int64_t all) {
  return kHundredPercent * static_cast<double>(part) / static_cast<double>(all);
}

// Cut off rather than rounded: what falls short of 100 % never looks like it.
double shown(double percent) { return std::floor(percent * kHundredPercent) / kHundredPercent; }

}  // namespace

void SteadyTally::add(const Visit& visit) {
  if (!is_about(visit)) return;
  ++requests_;
  ++times_[visit.took];
  if (visit.status == 0 || (state_.within && visit.took > *state_.within)) return;
  ++answered_;
  if (visit.status >= kSuccess && visit.status < kClientError) ++succeeded_;
}

bool SteadyTally::is_about(const Visit& visit) const {
  return (state_.load_balancer.empty() || visit.load_balancer == state_.load_balancer) &&
         (state_.target_group.empty() || visit.target_group == state_.target_group);
}

std::string SteadyTally::verdict() const { return requests_ == 0 ? "no requests" : holds() ? "held" : "not held"; }

bool SteadyTally::holds() const {
  if (state_.answered && percent_of(answered_, requests_) < *state_.answered) return false;
  if (state_.succeeded && percent_of(succeeded_, requests_) < *state_.succeeded) return false;
  return std::ranges::all_of(state_.quantiles,
                             [this](const auto& each) { return quantile(each.first) <= each.second; });
}

std::chrono::milliseconds SteadyTally::quantile(double percent) const {
  std::int64_t so_far = 0;
  for (const auto& [time, count] : times_) {
    so_far += count;
    if (percent_of(so_far, requests_) >= percent) return time;
  }
  return times_.empty() ? std::chrono::milliseconds(0) : times_.rbegin()->first;
}

std::string SteadyTally::numbers() const {
  if (requests_ == 0) return "no requests";
  const auto in_time = state_.within ? fmt::format(" within {}", text_of(*state_.within)) : "";
  std::vector<std::string> parts;
  const auto share = [&](std::int64_t count, std::string_view how) {
    parts.push_back(fmt::format("{} % {}{}", shown(percent_of(count, requests_)), how, in_time));
  };
  if (state_.answered) share(answered_, "answered");
  if (state_.succeeded) share(succeeded_, "answered with 2xx or 3xx");
  for (const auto& [percent, most] : state_.quantiles) {
    parts.push_back(fmt::format("p{} {}", percent, text_of(quantile(percent))));
  }
  return fmt::format("{} request{}: {}", requests_, requests_ == 1 ? "" : "s", fmt::join(parts, ", "));
}

}  // namespace aws::region::fis
