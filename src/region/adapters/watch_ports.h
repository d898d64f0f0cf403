// What is watched of Elastic Load Balancing and of EC2, by the names that the page uses.
#pragma once

#include "region/adapters/visit_audience.h"
#include "region/ec2/ec2.h"
#include "region/elbv2/elbv2.h"
#include "region/watch/ports.h"

namespace aws::region {

class WatchBalancing final : public watch::Balancing {
 public:
  WatchBalancing(elbv2::Elbv2& elbv2, elbv2::Balancer& balancer, VisitAudience& audience)
      : elbv2_(elbv2), balancer_(balancer), audience_(audience) {}
  void watch(std::function<void(const watch::Visit&)> tell) override;
  void count(std::function<void(const std::map<watch::TargetName, int>&)> done) override;
  std::optional<watch::TargetChecks> checks(const watch::TargetName& target) const override;

 private:
  std::string arn_of(std::string_view routing_name);

  elbv2::Elbv2& elbv2_;
  elbv2::Balancer& balancer_;
  VisitAudience& audience_;
  std::unique_ptr<VisitAudience::Seat> seat_;  // while somebody watches
  // Groups by their names in the data plane, as known when one was last looked for in vain: there may be thousands of
  // visits a second.
  std::map<std::string, std::string, std::less<>> arns_;
};

class WatchInstances final : public watch::Instances {
 public:
  explicit WatchInstances(const ec2::Ec2& ec2) : ec2_(ec2) {}
  std::map<std::string, std::string, std::less<>> metadata(const std::string& instance_id) const override {
    return ec2_.metadata_of(instance_id);
  }

 private:
  const ec2::Ec2& ec2_;
};

}  // namespace aws::region
