// Health checks over HTTP as a load balancer makes them: one GET on a connection of its own, judged by the status line.
// Owned by the region; region thread.
#pragma once

#include <functional>
#include <memory>

#include "base/clock.h"
#include "region/elbv2/ports.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::elbv2 {

class HttpProber final : public Prober {
 public:
  // `timers` run in real time; a check's time-out is divided by `speed`.
  // Its sockets are opened by `open_socket`, which may be elsewhere; nothing: here.
  HttpProber(boost::asio::io_context& context, Timers& timers, double speed,
             std::function<int()> open_socket = nullptr);
  ~HttpProber() override;
  HttpProber(const HttpProber&) = delete;
  HttpProber& operator=(const HttpProber&) = delete;

  void check(const ProbeRequest& request, std::function<void(const ProbeReply&)> done) override;

 private:
  class Probe;
  class Probes;

  boost::asio::io_context& context_;
  Timers& timers_;
  double speed_;
  std::function<int()> open_socket_;
  std::shared_ptr<Probes> probes_;  // those under way
};

}  // namespace aws::region::elbv2
