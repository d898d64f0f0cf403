#include "base/retrying_timers.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

#include "base/error.h"

namespace aws {

class RetryingTimers::Turn : public std::enable_shared_from_this<Turn> {
 public:
  Turn(RetryingTimers& owner, std::function<void()> callback)
      : timers_(owner.timers_), pause_(owner.pause_), callback_(std::move(callback)) {}

  void come_after(Duration delay) {
    timer_ = timers_.after(delay, [weak = weak_from_this()] {
      if (const auto alive = weak.lock()) alive->come();
    });
  }

 private:
  void come() {
    try {
      callback_();
    } catch (const Unrecoverable&) {
      throw;
    } catch (const std::exception& error) {
      spdlog::error("{}; trying again in {} s", error.what(),
                    std::chrono::duration_cast<std::chrono::seconds>(pause_).count());
      come_after(pause_);
    }
  }

  Timers& timers_;
  Duration pause_;
  std::function<void()> callback_;
  Timer timer_;
};

Timer RetryingTimers::after(Duration delay, std::function<void()> callback) {
  auto turn = std::make_shared<Turn>(*this, std::move(callback));
  turn->come_after(delay);
  return Timer(std::move(turn));
}

}  // namespace aws
