// Keeps the balancer doing what listeners, target health and security groups say: works out the whole state after each
// change and hands it over when it is another one. Owned by the region; region thread.
#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/turns.h"
#include "region/elbv2/elbv2_store.h"
#include "region/elbv2/load_balancers/zonal_shifts.h"
#include "region/elbv2/ports.h"
#include "region/elbv2/targets/target_monitor.h"

namespace aws::region::elbv2 {

class ListenerReconciler {
 public:
  // Hears of changes of health from the monitor, before those who subscribe later.
  ListenerReconciler(const Elbv2Store& store, TargetMonitor& monitor, const ZonalShifts& shifts, const Network& network,
                     const Certificates& certificates, Balancer& balancer, Timers& timers);
  ListenerReconciler(const ListenerReconciler&) = delete;
  ListenerReconciler& operator=(const ListenerReconciler&) = delete;

  // Listeners or the rules of security groups may be others than before; acts in a turn of its own.
  void changed();

  int times_failed_open() const { return times_failed_open_; }

 private:
  void reconcile();
  BalancerState desired();
  std::optional<BalancedTls> tls_of(const Listener& listener, const LoadBalancer& load_balancer) const;
  Action routed(const std::vector<Action>& actions, const LoadBalancer& load_balancer, BalancerState& state);
  std::vector<std::string> balanced(const TargetGroup& group, std::chrono::seconds idle, BalancerState& state);
  void note_failing_open(const TargetGroup& group, const std::vector<RoutingCandidate>& candidates);

  const Elbv2Store& store_;
  const TargetMonitor& monitor_;
  const ZonalShifts& shifts_;
  const Network& network_;
  const Certificates& certificates_;
  Balancer& balancer_;
  Turns<std::string> turns_;
  std::optional<BalancerState> applied_;
  std::set<std::string> failing_open_;  // target groups
  int times_failed_open_ = 0;
};

}  // namespace aws::region::elbv2
