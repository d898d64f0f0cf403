#include "region/adapters/visit_audience.h"

#include <utility>

namespace aws::region {

std::unique_ptr<VisitAudience::Seat> VisitAudience::join(Tell tell) {
  const bool first = listeners_.empty();
  listeners_.emplace(++seats_, std::move(tell));
  if (first) {
    balancer_.watch([this](const elbv2::Visit& visit) {
      for (const auto& [number, listener] : listeners_) listener(visit);
    });
  }
  return std::make_unique<Seat>(*this, seats_);
}

void VisitAudience::leave(int number) {
  listeners_.erase(number);
  if (listeners_.empty()) balancer_.watch(nullptr);
}

}  // namespace aws::region
