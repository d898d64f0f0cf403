// Makes a call again when that is right, and fills in the idempotency token that makes it right. Any thread.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "base/random.h"
#include "client/retry/retry.h"
#include "contract/shape.h"

namespace aws::client {

// What became of one call, its repetitions included.
struct CallReport {
  const contract::Operation& operation;
  int attempts = 0;
  Duration elapsed{};
  std::string error;  // its code, "" when the call succeeded
};
using CallObserver = std::function<void(const CallReport&)>;

// An attempt that has failed and will be repeated.
struct RetryReport {
  const contract::Operation& operation;
  const Error& error;
  Duration elapsed{};  // since the call began
};
using RetryObserver = std::function<void(const RetryReport&)>;

struct Observers {
  CallObserver on_call{};
  RetryObserver on_retry{};
};

class RetryingChannel final : public contract::Channel {
 public:
  RetryingChannel(contract::Channel& inner, RetryOptions options, Clock& clock, Random& random,
                  Observers observers = {})
      : inner_(inner), options_(options), clock_(clock), random_(random), observers_(std::move(observers)) {}

  // An error that could have been retried says why it was not, in its note.
  void call(const contract::Operation& operation, const void* input, void* output) override;

 private:
  void report(const contract::Operation& operation, int attempts, Duration elapsed, const std::string& error);

  contract::Channel& inner_;
  const RetryOptions options_;
  Clock& clock_;
  Random& random_;
  const Observers observers_;
  RetryQuota quota_;
};

}  // namespace aws::client
