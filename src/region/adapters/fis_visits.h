// The Fault Injection Service's visitors, over Elastic Load Balancing.
#pragma once

#include "region/adapters/visit_audience.h"
#include "region/elbv2/elbv2.h"
#include "region/fis/ports.h"

namespace aws::region {

class FisVisits final : public fis::Visits {
 public:
  FisVisits(const elbv2::Elbv2& elbv2, VisitAudience& audience) : elbv2_(elbv2), audience_(audience) {}
  bool has_load_balancer(const std::string& name) const override;
  bool has_target_group(const std::string& name) const override;
  std::unique_ptr<fis::Ongoing> watch(std::function<void(const fis::Visit&)> tell) override;

 private:
  std::string load_balancer_at(std::string_view listener) const;

  const elbv2::Elbv2& elbv2_;
  VisitAudience& audience_;
};

}  // namespace aws::region
