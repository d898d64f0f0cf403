#include "scenario/parts/waiting.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "contract/failure.h"
#include "scenario/parts/missing.h"

namespace aws::scenario {
namespace {

constexpr Pace kCertainty{.every = std::chrono::seconds(2), .at_most = std::chrono::minutes(2)};

}  // namespace

bool is_lost(const Error& error) { return contract::classify(error) == contract::Failure::kUncertain; }

Duration Waiting::here(Duration on_aws) const { return std::chrono::duration_cast<Duration>(on_aws / speed_); }

Duration Waiting::patience(Duration on_aws) const {
  return std::max(here(on_aws), std::min<Duration>(on_aws, std::chrono::minutes(1)));
}

bool Waiting::becomes_so(std::string_view what, Pace pace, const std::function<bool()>& it_is_so) {
  const auto start = clock_.uptime();
  while (!it_is_so()) {
    const auto elapsed = clock_.uptime() - start;
    if (elapsed >= patience(pace.at_most)) return false;
    console_.waiting(what, elapsed);
    clock_.sleep_for(here(pace.every));
    waited(what, here(pace.every));
  }
  return true;
}

void Waiting::until(std::string_view what, Pace pace, const std::function<bool()>& it_is_so) {
  if (becomes_so(what, pace, it_is_so)) return;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience(pace.at_most));
  throw Error("TimedOut", fmt::format("waited {} s in vain for {}", seconds.count(), what));
}

void Waiting::through(std::string_view what, Pace pace, const std::function<bool(const Error&)>& will_pass,
                      const std::function<void()>& action) {
  std::optional<Error> refusal;
  const auto succeeds = [&] {
    try {
      action();
      return true;
    } catch (const Error& error) {
      if (!will_pass(error)) throw;
      refusal = error;
      return false;
    }
  };
  if (!becomes_so(what, pace, succeeds)) throw refusal->with_note(fmt::format("waited in vain for {}", what));
}

void Waiting::until_certain(std::string_view what, const std::function<void()>& call) {
  through(fmt::format("certainty that {}", what), kCertainty, is_lost, call);
}

bool Waiting::once(std::string_view what, std::string_view already, const std::function<void()>& call) {
  int calls = 0;
  bool refused = false;
  until_certain(what, [&] {
    ++calls;
    refused = !unless(already, call);
  });
  return calls > 1 || !refused;
}

void Waiting::waited(std::string_view what, Duration time) {
  const auto known = spent_.find(what);
  if (known == spent_.end()) {
    spent_.emplace(what, time);
  } else {
    known->second += time;
  }
}

contract::WaitOptions Waiting::options(std::string_view what) {
  return {.speed = speed_, .on_progress = [this, what = std::string(what)](const contract::WaitProgress& progress) {
            console_.waiting(what, progress.elapsed);
          }};
}

}  // namespace aws::scenario
