// The one thread on which a region runs: its sockets, its timers and its handlers all take turns here, so that no state
// of the region needs a lock.
#pragma once

#include <functional>

#include "base/clock.h"

namespace boost::asio {
class io_context;
}

namespace aws {

class EventLoop final : public Timers {
 public:
  EventLoop();
  ~EventLoop() override;

  boost::asio::io_context& context() { return *context_; }

  [[nodiscard]] Timer after(Duration delay, std::function<void()> callback) override;
  // From any thread: have the loop call this.
  void post(std::function<void()> callback);

  void run();   // until stop()
  void stop();  // from any thread

 private:
  std::unique_ptr<boost::asio::io_context> context_;
};

}  // namespace aws
