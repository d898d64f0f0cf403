// Whether a zone has room for one more instance. Owned by the region; used on its thread.
#pragma once

#include <string_view>
#include <vector>

#include "region/chaos/draws.h"
#include "region/chaos/plan.h"

namespace aws::region::chaos {

class Capacity {
 public:
  explicit Capacity(const Plan& plan) : shortages_(plan.shortages), draws_(plan.seed) {}

  bool found_in(std::string_view zone);

 private:
  std::vector<Shortage> shortages_;
  Draws draws_;
};

}  // namespace aws::region::chaos
