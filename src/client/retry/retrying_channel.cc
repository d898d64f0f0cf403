#include "client/retry/retrying_channel.h"

#include <spdlog/spdlog.h>

#include "client/retry/idempotency.h"

namespace aws::client {

void RetryingChannel::call(const contract::Operation& operation, const void* input, void* output) {
  const auto with_tokens = fill_in_tokens(*operation.input, input, random_);
  const void* sent = with_tokens ? with_tokens.get() : input;

  const auto started = clock_.uptime();
  Retry retry(operation, options_, quota_, random_);
  for (;;) {
    try {
      inner_.call(operation, sent, output);
      retry.succeeded();
      report(operation, retry.attempts(), clock_.uptime() - started, "");
      return;
    } catch (const Error& error) {
      const auto decision = retry.failed(error);
      if (!decision.delay) {
        report(operation, retry.attempts(), clock_.uptime() - started, error.code());
        throw decision.why.empty() ? error : error.with_note(decision.why);
      }
      spdlog::debug("{}.{} failed: {}; again in {} ms", operation.service->name, operation.name, error.what(),
                    std::chrono::duration_cast<std::chrono::milliseconds>(*decision.delay).count());
      if (observers_.on_retry) observers_.on_retry({operation, error, clock_.uptime() - started});
      clock_.sleep_for(*decision.delay);
    }
  }
}

void RetryingChannel::report(const contract::Operation& operation, int attempts, Duration elapsed,
                             const std::string& error) {
  spdlog::debug("{}.{}: {} after {} attempt(s), {} ms", operation.service->name, operation.name,
                error.empty() ? "done" : error, attempts,
                std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count());
  if (observers_.on_call) observers_.on_call({operation, attempts, elapsed, error});
}

}  // namespace aws::client
