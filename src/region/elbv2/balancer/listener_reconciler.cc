#include "region/elbv2/balancer/listener_reconciler.h"

#include <spdlog/spdlog.h>

#include "region/elbv2/targets/routing.h"

namespace aws::region::elbv2 {

ListenerReconciler::ListenerReconciler(const Elbv2Store& store, TargetMonitor& monitor, const Network& network,
                                       Balancer& balancer, Timers& timers)
    : store_(store), monitor_(monitor), network_(network), balancer_(balancer), turns_(timers) {
  monitor.changes().subscribe([this](const TargetGroupChanged&) { reconcile(); });
}

void ListenerReconciler::changed() {
  turns_.take("reconcile", [this] { reconcile(); });
}

void ListenerReconciler::reconcile() {
  auto state = desired();
  if (applied_ == state) return;
  balancer_.apply(state);
  applied_ = std::move(state);
}

BalancerState ListenerReconciler::desired() {
  BalancerState state;
  for (const auto& [arn, listener] : store_.listeners()) {
    const auto& settings = listener.settings;
    const auto& load_balancer = store_.load_balancer(settings.load_balancer_arn);
    const auto& group = store_.target_group(settings.target_group_arn);
    const auto name = routing_name(group.arn);
    state.listeners.push_back(
        {.address = load_balancer.address,
         .port = static_cast<std::uint16_t>(settings.port),
         .group = name,
         .allowed_sources = network_.allowed_sources(load_balancer.settings.security_groups, settings.port)});
    const auto candidates = monitor_.routing_candidates(group.arn);
    note_failing_open(group, candidates);
    state.groups[name] = routing_set(candidates);
  }
  return state;
}

void ListenerReconciler::note_failing_open(const TargetGroup& group, const std::vector<RoutingCandidate>& candidates) {
  if (!fails_open(candidates)) {
    if (failing_open_.erase(group.arn) > 0) {
      spdlog::warn("target group {} no longer fails open", group.settings.name);
    }
    return;
  }
  if (!failing_open_.insert(group.arn).second) return;
  ++times_failed_open_;
  spdlog::warn("target group {} has no healthy target: it fails open, requests go to all of its targets",
               group.settings.name);
}

}  // namespace aws::region::elbv2
