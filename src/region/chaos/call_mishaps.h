// Spoils calls as a plan says. Owned by the region; used on its thread.
#pragma once

#include "region/chaos/draws.h"
#include "region/chaos/plan.h"
#include "region/frontdoor/ports.h"

namespace aws::region::chaos {

class CallMishaps final : public frontdoor::Mishaps {
 public:
  explicit CallMishaps(const Plan& plan) : rules_(plan.rules), draws_(plan.seed) {}

  frontdoor::Mishap next(const contract::Call& call) override;

 private:
  frontdoor::Mishap mishap(const Rule& rule, const contract::Operation& operation);

  std::vector<Rule> rules_;
  Draws draws_;
};

}  // namespace aws::region::chaos
