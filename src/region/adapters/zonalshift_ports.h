// Application Recovery Controller's port over Elastic Load Balancing: load balancers are what it shifts. They know
// zones by name.
#pragma once

#include "region/ec2/network/network.h"
#include "region/elbv2/elbv2.h"
#include "region/zonalshift/ports.h"

namespace aws::region {

class ZonalShiftResources final : public zonalshift::Resources {
 public:
  ZonalShiftResources(elbv2::Elbv2& elbv2, const ec2::Network& network) : elbv2_(elbv2), network_(network) {}
  std::vector<zonalshift::ManagedResource> all() const override;
  std::optional<zonalshift::ManagedResource> find(std::string_view arn) const override;
  bool is_zone(std::string_view id) const override;
  void shift(const std::string& arn, const std::string& away_from) override;

 private:
  elbv2::Elbv2& elbv2_;
  const ec2::Network& network_;
};

}  // namespace aws::region
