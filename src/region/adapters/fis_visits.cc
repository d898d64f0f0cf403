#include "region/adapters/fis_visits.h"

#include <algorithm>

#include "region/elbv2/targets/routing.h"

namespace aws::region {
namespace {

class Watched final : public fis::Ongoing {
 public:
  explicit Watched(std::unique_ptr<VisitAudience::Seat> seat) : seat_(std::move(seat)) {}

 private:
  std::unique_ptr<VisitAudience::Seat> seat_;
};

}  // namespace

bool FisVisits::has_load_balancer(const std::string& name) const {
  return std::ranges::any_of(elbv2_.load_balancers(),
                             [&](const auto& each) { return each.second.settings.name == name; });
}

bool FisVisits::has_target_group(const std::string& name) const {
  return std::ranges::any_of(elbv2_.target_group_arns(), [&](const std::string& arn) {
    return elbv2::group_name(elbv2::routing_name(arn)) == name;
  });
}

std::unique_ptr<fis::Ongoing> FisVisits::watch(std::function<void(const fis::Visit&)> tell) {
  return std::make_unique<Watched>(audience_.join([this, tell = std::move(tell)](const elbv2::Visit& visit) {
    tell({.load_balancer = load_balancer_at(visit.listener),
          .target_group = std::string(elbv2::group_name(visit.group)),
          .status = visit.status,
          .took = visit.took});
  }));
}

// "" of one that is not there any more.
std::string FisVisits::load_balancer_at(std::string_view listener) const {
  const auto address = listener.substr(0, listener.rfind(':'));
  for (const auto& [arn, balancer] : elbv2_.load_balancers()) {
    if (balancer.address == address) return balancer.settings.name;
  }
  return "";
}

}  // namespace aws::region
