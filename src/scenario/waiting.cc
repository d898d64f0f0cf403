#include "scenario/waiting.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>

namespace aws::scenario {

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

contract::WaitOptions Waiting::options(std::string_view what) {
  return {.speed = speed_, .on_progress = [this, what = std::string(what)](const contract::WaitProgress& progress) {
            console_.waiting(what, progress.elapsed);
          }};
}

}  // namespace aws::scenario
