#include "region/adapters/watch_ports.h"

#include <charconv>

#include "region/elbv2/targets/routing.h"

namespace aws::region {
namespace {

// In the data plane a group goes by another name.
std::map<std::string, std::string, std::less<>> arns_by_routing_name(const elbv2::Elbv2& elbv2) {
  std::map<std::string, std::string, std::less<>> arns;
  for (const auto& arn : elbv2.target_group_arns()) arns.emplace(elbv2::routing_name(arn), arn);
  return arns;
}

elbv2::Target target_named(const std::string& name) {
  const auto colon = name.rfind(':');
  elbv2::Target target{.id = name.substr(0, colon), .port = 0};
  if (colon != std::string::npos) std::from_chars(name.data() + colon + 1, name.data() + name.size(), target.port);
  return target;
}

}  // namespace

void WatchBalancing::watch(std::function<void(const watch::Visit&)> tell) {
  seat_.reset();
  if (!tell) return;
  seat_ = audience_.join([this, tell = std::move(tell)](const elbv2::Visit& visit) {
    const auto arn = visit.server.empty() ? "" : arn_of(visit.group);
    tell({.listener = visit.listener,
          .target = arn.empty() ? watch::TargetName{} : watch::TargetName{arn, visit.server},
          .status = visit.status,
          .took = visit.took,
          .client = visit.client,
          .method = visit.method,
          .path = visit.path});
  });
}

// "" of a group that is not there any more.
std::string WatchBalancing::arn_of(std::string_view routing_name) {
  const auto name = elbv2::without_zone(routing_name);
  if (!arns_.contains(name)) arns_ = arns_by_routing_name(elbv2_);
  const auto found = arns_.find(name);
  return found == arns_.end() ? "" : found->second;
}

void WatchBalancing::count(std::function<void(const std::map<watch::TargetName, int>&)> done) {
  balancer_.count_requests([this, done = std::move(done)](const elbv2::RequestCounts& counts) {
    std::map<watch::TargetName, int> by_target;
    for (const auto& [name, servers] : counts) {
      const auto arn = arn_of(name);
      if (arn.empty()) continue;
      for (const auto& [server, count] : servers) by_target[{arn, server}] += count;
    }
    done(by_target);
  });
}

std::optional<watch::TargetChecks> WatchBalancing::checks(const watch::TargetName& target) const {
  const auto checks = elbv2_.monitor().checks(target.group_arn, target_named(target.target));
  if (!checks) return std::nullopt;
  return watch::TargetChecks{
      .passes = checks->passes, .failures = checks->failures, .last = checks->last, .answer = checks->answer};
}

}  // namespace aws::region
