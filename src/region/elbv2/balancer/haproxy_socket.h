// The command line of HAProxy's master process, reached over its unix socket: one command after the other, each on a
// connection of its own. Owned by the HaproxyBalancer; region thread.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"

namespace boost::asio {
class io_context;
}

namespace aws::region::elbv2 {

inline constexpr auto kHaproxySocketFile = "master.sock";

class HaproxySocket {
 public:
  // Nothing when HAProxy did not answer.
  using Done = std::function<void(const std::optional<std::string>& reply)>;

  // `folder` is where HAProxy runs; `timers` run in real time.
  HaproxySocket(boost::asio::io_context& context, Timers& timers, const std::filesystem::path& folder);
  ~HaproxySocket();  // nobody is called back any more
  HaproxySocket(const HaproxySocket&) = delete;
  HaproxySocket& operator=(const HaproxySocket&) = delete;

  void send(std::string command, Done done);

 private:
  class Exchange;
  void begin_next();

  boost::asio::io_context& context_;
  Timers& timers_;
  int folder_ = -1;  // a descriptor: a path through it is short, as the name of a unix socket must be
  std::deque<std::shared_ptr<Exchange>> exchanges_;  // the first is under way
};

}  // namespace aws::region::elbv2
