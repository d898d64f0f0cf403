// What is watched of Elastic Load Balancing, by the names that the page uses.
#pragma once

#include "region/elbv2/elbv2.h"
#include "region/watch/ports.h"

namespace aws::region {

class WatchBalancing final : public watch::Balancing {
 public:
  WatchBalancing(elbv2::Elbv2& elbv2, elbv2::Balancer& balancer) : elbv2_(elbv2), balancer_(balancer) {}
  void watch(std::function<void(const watch::Visit&)> tell) override;
  void count(std::function<void(const std::map<watch::TargetName, int>&)> done) override;
  std::optional<watch::TargetChecks> checks(const watch::TargetName& target) const override;

 private:
  elbv2::Elbv2& elbv2_;
  elbv2::Balancer& balancer_;
};

}  // namespace aws::region
