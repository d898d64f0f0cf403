#include "region/elbv2/elbv2.h"

#include <algorithm>

#include "region/elbv2/attributes.h"

namespace aws::region::elbv2 {

Elbv2::Elbv2(const Elbv2Dependencies& d)
    : store_(d.store, d.random, d.place),
      load_balancer_changes_(d.timers),
      shifts_(store_),
      monitor_(store_, {.instances = d.instances,
                        .network = d.network,
                        .prober = d.prober,
                        .balancer = d.balancer,
                        .clock = d.clock,
                        .timers = d.timers}),
      listeners_(store_, monitor_, shifts_, d.network, d.certificates, d.balancer, d.timers),
      target_group_service_(store_, monitor_, d.network),
      target_service_(store_, monitor_, shifts_),
      load_balancer_service_({.store = store_,
                              .monitor = monitor_,
                              .listeners = listeners_,
                              .network = d.network,
                              .clock = d.clock,
                              .changes = load_balancer_changes_}),
      capacity_service_(store_, d.clock),
      listener_service_({.store = store_,
                         .monitor = monitor_,
                         .listeners = listeners_,
                         .balancer = d.balancer,
                         .certificates = d.certificates}),
      certificate_service_(store_, listeners_, d.certificates),
      rule_service_(store_, monitor_, listeners_),
      tag_service_(store_) {}

void Elbv2::serve(contract::Handlers& handlers) {
  target_group_service_.serve(handlers);
  target_service_.serve(handlers);
  load_balancer_service_.serve(handlers);
  capacity_service_.serve(handlers);
  listener_service_.serve(handlers);
  certificate_service_.serve(handlers);
  rule_service_.serve(handlers);
  tag_service_.serve(handlers);
}

void Elbv2::start() {
  load_balancer_service_.start();
  monitor_.start();
  listeners_.changed();
}

std::vector<std::string> Elbv2::target_group_arns() const {
  std::vector<std::string> arns;
  for (const auto& [arn, _] : store_.target_groups()) arns.push_back(arn);
  return arns;
}

std::vector<LoadBalancer> Elbv2::load_balancers_that_can_be_shifted() const {
  std::vector<LoadBalancer> found;
  for (const auto& [_, load_balancer] : store_.load_balancers()) {
    if (can_be_shifted(load_balancer)) found.push_back(load_balancer);
  }
  return found;
}

void Elbv2::shift(const std::string& load_balancer_arn, const std::string& away_from) {
  shifts_.shift(load_balancer_arn, away_from);
  listeners_.changed();
}

bool Elbv2::uses_security_group(const std::string& id) const {
  return std::ranges::any_of(store_.load_balancers(), [&](const auto& entry) {
    const auto& groups = entry.second.settings.security_groups;
    return std::ranges::find(groups, id) != groups.end();
  });
}

std::optional<std::string> Elbv2::user_of_certificate(const std::string& arn) const {
  for (const auto& [_, listener] : store_.listeners()) {
    if (listener.shows(arn)) return listener.settings.load_balancer_arn;
  }
  return std::nullopt;
}

void Elbv2::certificate_renamed(const std::string& arn, const std::string& new_arn) {
  std::vector<Listener> listeners;
  for (const auto& [_, listener] : store_.listeners()) {
    if (listener.shows(arn)) listeners.push_back(listener);
  }
  for (auto& listener : listeners) {
    if (listener.settings.certificate_arn == arn) listener.settings.certificate_arn = new_arn;
    std::ranges::replace(listener.more_certificates, arn, new_arn);
    store_.put(std::move(listener));
  }
}

}  // namespace aws::region::elbv2
