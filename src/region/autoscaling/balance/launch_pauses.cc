#include "region/autoscaling/balance/launch_pauses.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace aws::region::autoscaling {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::seconds kFirstPause = 10s;
constexpr std::chrono::seconds kLongestPause = 600s;

}  // namespace

bool LaunchPauses::in_effect(const std::string& place) const {
  const auto found = pauses_.find(place);
  return found != pauses_.end() && !found->second.over;
}

void LaunchPauses::begin(const std::string& place, std::function<void()> over) {
  Pause& pause = pauses_[place];
  const auto length = std::min<std::chrono::seconds>(kLongestPause, kFirstPause * (1 << std::min(pause.failures, 6)));
  ++pause.failures;
  pause.over = false;
  pause.timer = timers_.after(length, [this, place, over = std::move(over)] {
    pauses_[place].over = true;
    over();
  });
}

}  // namespace aws::region::autoscaling
