#include "region/elbv2/load_balancers/zonal_shifts.h"

#include "region/elbv2/attributes.h"

namespace aws::region::elbv2 {

void ZonalShifts::shift(const std::string& load_balancer_arn, const std::string& away_from) {
  if (away_from.empty()) {
    zones_.erase(load_balancer_arn);
  } else {
    zones_[load_balancer_arn] = away_from;
  }
}

std::string ZonalShifts::away_from(std::string_view target_group_arn) const {
  if (zones_.empty()) return "";
  const auto* load_balancer = store_.load_balancer_of(target_group_arn);
  if (load_balancer == nullptr || !can_be_shifted(*load_balancer)) return "";
  const auto found = zones_.find(load_balancer->arn);
  return found == zones_.end() ? "" : found->second;
}

}  // namespace aws::region::elbv2
