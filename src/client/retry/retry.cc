#include "client/retry/retry.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace aws::client {
namespace {

constexpr int kRetryCost = 5;
constexpr int kTimeoutCost = 10;
constexpr int kFirstTrySuccess = 1;

bool is_timeout(const Error& error) { return error.is("RequestTimeout") || error.is("RequestTimeoutException"); }

}  // namespace

bool RetryQuota::take(int tokens) {
  const std::lock_guard lock(mutex_);
  if (tokens_ < tokens) return false;
  tokens_ -= tokens;
  return true;
}

void RetryQuota::give_back(int tokens) {
  const std::lock_guard lock(mutex_);
  tokens_ = std::min(capacity_, tokens_ + tokens);
}

int RetryQuota::tokens() const {
  const std::lock_guard lock(mutex_);
  return tokens_;
}

Retry::Decision Retry::failed(const Error& error) {
  ++attempts_;
  const contract::Failure failure = contract::classify(error);
  if (failure == contract::Failure::kFinal) return {};
  if (failure == contract::Failure::kUncertain && operation_.repeat == contract::Repeat::kUnsafe) {
    return {.delay = {}, .why = fmt::format("not repeated: {} may have taken effect", operation_.name)};
  }
  if (attempts_ >= most_attempts(error)) {
    return {.delay = {}, .why = fmt::format("after {} attempt{}", attempts_, attempts_ == 1 ? "" : "s")};
  }
  const int cost = is_timeout(error) ? kTimeoutCost : kRetryCost;
  if (!quota_.take(cost)) return {.delay = {}, .why = "not repeated: the retry quota is used up"};
  taken_ += cost;
  return {.delay = delay(), .why = ""};
}

void Retry::succeeded() {
  ++attempts_;
  quota_.give_back(taken_ > 0 ? taken_ : kFirstTrySuccess);
}

int Retry::most_attempts(const Error& error) const {
  std::optional<int> most;
  if (error.is("ConnectionError")) most = options_.max_connection_attempts;
  if (is_timeout(error)) most = options_.max_timeout_attempts;
  return std::min(options_.max_attempts, most.value_or(options_.max_attempts));
}

// A random part of 1, 2, 4, ... seconds, so that clients which failed together do not come back together.
Duration Retry::delay() {
  const double fraction = static_cast<double>(random_.next() >> 11U) * 0x1.0p-53;  // [0, 1)
  const double longest = static_cast<double>(options_.max_delay.count());
  const std::chrono::duration<double> seconds(fraction * std::min(std::ldexp(1.0, attempts_ - 1), longest));
  return std::chrono::duration_cast<Duration>(seconds);
}

}  // namespace aws::client
