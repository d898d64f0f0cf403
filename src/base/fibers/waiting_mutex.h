// A mutex that may be held during a wait, by a thread or by a fiber (base/fibers/fibers.h). Whoever finds it taken
// waits, in order of arrival.
#pragma once

#include <deque>
#include <functional>
#include <mutex>

namespace aws {

class WaitingMutex {
 public:
  void lock();
  bool try_lock();
  void unlock();

 private:
  std::mutex mutex_;  // held for a moment only
  bool taken_ = false;
  std::deque<std::function<void()>> waiting_;
};

}  // namespace aws
