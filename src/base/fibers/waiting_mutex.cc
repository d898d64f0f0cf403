#include "base/fibers/waiting_mutex.h"

#include <utility>

#include "base/fibers/fibers.h"

namespace aws {

bool WaitingMutex::try_lock() {
  const std::lock_guard lock(mutex_);
  return !std::exchange(taken_, true);
}

void WaitingMutex::lock() {
  if (try_lock()) return;
  wait([this](auto wake) {
    {
      const std::lock_guard lock(mutex_);
      if (std::exchange(taken_, true)) return waiting_.push_back(std::move(wake));
    }
    wake();
  });
}

// Who waited longest has it from here on: it stays taken.
void WaitingMutex::unlock() {
  std::function<void()> wake;
  {
    const std::lock_guard lock(mutex_);
    taken_ = !waiting_.empty();
    if (!taken_) return;
    wake = std::move(waiting_.front());
    waiting_.pop_front();
  }
  wake();
}

}  // namespace aws
