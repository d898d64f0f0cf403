// Whether a call that failed is made again, and when: the "standard" mode that the AWS SDKs share. Decides only; the
// channel makes the calls and sleeps. What may have taken effect is repeated only when that can do no harm.
// https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "contract/failure.h"
#include "contract/shape.h"

namespace aws::client {

struct RetryOptions {
  int max_attempts = 3;                // the first one included; at least 1
  std::chrono::seconds max_delay{20};  // before its jitter
  // Where nobody answers at all. None: as many as of every other failure.
  std::optional<int> max_connection_attempts{};
  // Where no answer comes in time, likewise.
  std::optional<int> max_timeout_attempts{};
};

// Tokens that the calls of one client share: when much fails, less is repeated. Any thread.
class RetryQuota {
 public:
  explicit RetryQuota(int tokens = 500) : capacity_(tokens), tokens_(tokens) {}
  bool take(int tokens);  // false, and nothing taken, when there are not as many
  void give_back(int tokens);
  int tokens() const;

 private:
  const int capacity_;
  mutable std::mutex mutex_;
  int tokens_;
};

// The attempts of one call.
class Retry {
 public:
  Retry(const contract::Operation& operation, const RetryOptions& options, RetryQuota& quota, Random& random)
      : operation_(operation), options_(options), quota_(quota), random_(random) {}

  // After a failed attempt: how long to wait for the next, or that there is none. Then `why` says why, or is empty when
  // another attempt was never in question.
  struct Decision {
    std::optional<Duration> delay;
    std::string why;
  };
  Decision failed(const Error& error);
  void succeeded();

  int attempts() const { return attempts_; }  // made so far

 private:
  Duration delay();
  int most_attempts(const Error& error) const;

  const contract::Operation& operation_;
  const RetryOptions& options_;
  RetryQuota& quota_;
  Random& random_;
  int attempts_ = 0;
  int taken_ = 0;  // tokens, by its retries
};

}  // namespace aws::client
