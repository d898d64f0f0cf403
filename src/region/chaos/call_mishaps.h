// Spoils calls as the faults of the moment say. Owned by the region; used on its thread.
#pragma once

#include "region/chaos/draws.h"
#include "region/chaos/faults.h"
#include "region/frontdoor/ports.h"

namespace aws::region::chaos {

class CallMishaps final : public frontdoor::Mishaps {
 public:
  explicit CallMishaps(const Faults& faults) : faults_(faults), draws_(faults.seed()) {}

  bool any() const override { return !faults_.rules().empty(); }
  frontdoor::Mishap next(const contract::Call& call) override;

 private:
  frontdoor::Mishap mishap(const Rule& rule, const contract::Operation& operation);

  const Faults& faults_;
  Draws draws_;
};

}  // namespace aws::region::chaos
