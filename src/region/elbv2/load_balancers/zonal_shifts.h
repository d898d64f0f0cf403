// From which zone each load balancer is shifted away. Whoever shifts it keeps that, and says so again after a restart.
// Owned by Elbv2; region thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "region/elbv2/elbv2_store.h"

namespace aws::region::elbv2 {

class ZonalShifts {
 public:
  explicit ZonalShifts(const Elbv2Store& store) : store_(store) {}

  // "": it is in all its zones again.
  void shift(const std::string& load_balancer_arn, const std::string& away_from);

  // The zone that the load balancer of this group is away from; "" when there is none.
  std::string away_from(std::string_view target_group_arn) const;

 private:
  const Elbv2Store& store_;
  std::map<std::string, std::string> zones_;  // by load balancer
};

}  // namespace aws::region::elbv2
