#include "region/elbv2/balancer/listener_reconciler.h"

#include <spdlog/spdlog.h>

#include "region/elbv2/attributes.h"
#include "region/elbv2/listeners/tls.h"
#include "region/elbv2/targets/routing.h"

namespace aws::region::elbv2 {
namespace {

Spreading spreading_of(const TargetGroup& group, std::chrono::seconds idle) {
  const auto value = [&](std::string_view key) { return value_of(kTargetGroupAttributes, group.attributes, key); };
  const auto seconds = [&](std::string_view key) { return seconds_of(kTargetGroupAttributes, group.attributes, key); };
  Spreading spreading{.least_outstanding = value(kAlgorithm) == "least_outstanding_requests", .idle = idle};
  if (value(kStickinessEnabled) != "true") return spreading;
  if (value(kStickinessType) == "lb_cookie") {
    spreading.lb_cookie = seconds(kLbCookieDuration);
  } else {
    spreading.app_cookie = value(kAppCookieName);
    spreading.app_cookie_duration = seconds(kAppCookieDuration);
  }
  return spreading;
}

}  // namespace

ListenerReconciler::ListenerReconciler(const Elbv2Store& store, TargetMonitor& monitor, const ZonalShifts& shifts,
                                       const Network& network, const Certificates& certificates, Balancer& balancer,
                                       Timers& timers)
    : store_(store),
      monitor_(monitor),
      shifts_(shifts),
      network_(network),
      certificates_(certificates),
      balancer_(balancer),
      turns_(timers) {
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
    const auto& attributes = load_balancer.attributes;
    BalancedListener balanced{
        .address = load_balancer.address,
        .port = static_cast<std::uint16_t>(settings.port),
        .tls = tls_of(listener, load_balancer),
        .allowed_sources = network_.allowed_sources(load_balancer.settings.security_groups, settings.port),
        .idle = seconds_of(kLoadBalancerAttributes, attributes, kIdleTimeout),
        .forwarded_for = value_of(kLoadBalancerAttributes, attributes, kForwardedFor),
        .tells_tls = is_on(kLoadBalancerAttributes, attributes, kTellsTls),
        .names_server = is_on(kListenerAttributes, listener.attributes, kNamesServer),
        .response_headers = response_headers(listener.attributes)};
    for (const auto* rule : store_.rules_of(arn)) {
      balanced.rules.push_back({rule->conditions, routed(rule->actions, load_balancer, state), rule->transforms});
    }
    balanced.rules.push_back({{}, routed(settings.default_actions, load_balancer, state)});
    state.listeners.push_back(std::move(balanced));
  }
  return state;
}

// IAM keeps a certificate for as long as a listener uses it.
std::optional<BalancedTls> ListenerReconciler::tls_of(const Listener& listener,
                                                      const LoadBalancer& load_balancer) const {
  if (listener.settings.protocol != "HTTPS") return std::nullopt;
  BalancedTls tls = tls_by(ssl_policy(listener.settings.ssl_policy));
  tls.http2 = is_on(kLoadBalancerAttributes, load_balancer.attributes, kHttp2);
  tls.certificates.push_back(certificates_.bundle(listener.settings.certificate_arn).value());
  for (const auto& arn : listener.more_certificates) tls.certificates.push_back(certificates_.bundle(arn).value());
  return tls;
}

// The action that decides, with its groups named as the balancer knows them; these are added to the state.
Action ListenerReconciler::routed(const std::vector<Action>& actions, const LoadBalancer& load_balancer,
                                  BalancerState& state) {
  Action action = actions.back();
  const auto idle = seconds_of(kLoadBalancerAttributes, load_balancer.attributes, kIdleTimeout);
  std::vector<NamedGroup> groups;
  for (const auto& share : action.groups) {
    groups.push_back({.names = balanced(store_.target_group(share.arn), idle, state), .weight = share.weight});
    for (const auto& name : groups.back().names) {
      state.groups[name].source = network_.address_within(load_balancer.address);
    }
  }
  action.groups = share_out(groups);
  return action;
}

// Adds the group to the state. The names that it has there: one, or one for each zone when none sends to another's
// targets. The load balancer has one address, so that zones get requests as from clients that spread over the addresses
// of all of them.
std::vector<std::string> ListenerReconciler::balanced(const TargetGroup& group, std::chrono::seconds idle,
                                                      BalancerState& state) {
  const auto candidates = shifted_away(monitor_.routing_candidates(group.arn), shifts_.away_from(group.arn));
  note_failing_open(group, candidates);
  const auto spreading = spreading_of(group, idle);
  std::vector<std::string> names;
  if (!crosses_zones(group)) {
    for (auto& [zone, servers] : routing_sets(candidates)) {
      names.push_back(routing_name(group.arn, zone));
      state.groups[names.back()] = {.servers = std::move(servers), .spreading = spreading};
    }
  }
  if (names.empty()) {
    names.push_back(routing_name(group.arn));
    state.groups[names.back()] = {.servers = routing_set(candidates), .spreading = spreading};
  }
  return names;
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
