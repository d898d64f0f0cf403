// The balancer's data plane: one HAProxy, kept running and kept doing what is wanted. Servers and allowed sources
// change while it runs; a listener that comes or goes makes it read a new configuration, which disturbs no request.
// When it dies it is started again with everything. Owned by the region; region thread.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "region/elbv2/balancer/haproxy_config.h"
#include "region/elbv2/balancer/haproxy_log.h"
#include "region/elbv2/balancer/haproxy_socket.h"
#include "region/elbv2/balancer/haproxy_state.h"
#include "region/elbv2/balancer/listening_sockets.h"
#include "region/elbv2/ports.h"

namespace aws {
class SupervisedProcess;
}

namespace aws::region::elbv2 {

struct HaproxyOptions {
  std::filesystem::path folder;      // its own; for its configuration, sockets and what it says
  std::filesystem::path supervisor;  // the program instance-supervisor
  std::filesystem::path program = "/usr/sbin/haproxy";
  std::filesystem::path launcher;                  // the program haproxy-launcher
  pid_t router = 0;                                // in whose network it runs; 0: in this one
  double speed = 1;                                // the idle time-out is an API duration
  std::chrono::milliseconds shortest_idle{5'000};  // at any speed
};

class HaproxyBalancer final : public Balancer {
 public:
  // `timers` run in real time. Throws aws::Error "HaproxyMissing". HAProxy itself runs while there are listeners.
  HaproxyBalancer(boost::asio::io_context& context, Timers& timers, HaproxyOptions options);
  ~HaproxyBalancer() override;  // no process is left
  HaproxyBalancer(const HaproxyBalancer&) = delete;
  HaproxyBalancer& operator=(const HaproxyBalancer&) = delete;

  std::optional<std::string> cannot_bind(const std::string& address, std::uint16_t port) override;
  void apply(const BalancerState& state) override;
  void count_requests(std::function<void(const RequestCounts&)> done) override;
  void abort_requests(const std::string& group, const std::string& server) override;
  void watch(std::function<void(const Visit&)> tell) override;

  bool settled() const;  // does HAProxy do all that is wanted?
  int pid() const;       // of its supervisor; 0 when it does not run

 private:
  using Counted = std::function<void(const RequestCounts&)>;
  class Channel;

  void step();
  void start();
  void wait_until_ready();
  void ready(const std::string& processes);
  void ended(int status);
  void reload();
  void wait_until_reloaded(int patience);
  void reload_failed();
  void change(const HaproxyChange& change);
  void changed(const HaproxyChange& change, const std::optional<std::string>& reply);
  void abort_all();
  void count();
  void set_logging();
  void on_every_process(const std::string& command, std::function<void(const std::string& replies)> done);

  BalancerState servable();
  void write_files(const BalancerState& state);
  void step_after(Duration delay);

  boost::asio::io_context& context_;
  Timers& timers_;
  HaproxyOptions options_;
  HaproxyTimeouts timeouts_;
  BalancerState desired_;
  BalancerState written_;  // the configuration that HAProxy reads or has read last
  HaproxyState state_;
  bool running_ = false;             // answers commands
  bool busy_ = false;                // one thing at a time
  bool out_of_step_ = false;         // something went wrong: reload to be sure of its state
  int reloads_ = 0;                  // that the running HAProxy has counted
  std::set<std::string> not_bound_;  // listeners left out, by name
  std::vector<Counted> counting_;
  std::vector<std::pair<std::string, std::string>> aborting_;  // group and server
  Duration restart_delay_;
  std::function<void(const Visit&)> tell_;
  bool logging_ = false;  // what the running HAProxy does
  std::unique_ptr<HaproxyLog> log_;
  std::unique_ptr<HaproxySocket> socket_;
  ListeningSockets sockets_;
  std::unique_ptr<Channel> channel_;  // over which the running HAProxy is sent them
  std::unique_ptr<SupervisedProcess> process_;
  Timer next_step_;
  Timer removal_retry_;
  Timer bind_retry_;
};

}  // namespace aws::region::elbv2
