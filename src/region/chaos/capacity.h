// Whether a zone has room for one more instance. Owned by the region; used on its thread.
#pragma once

#include <string_view>

#include "region/chaos/draws.h"
#include "region/chaos/faults.h"

namespace aws::region::chaos {

// Of one more instance, by a group or by a call.
struct Launch {
  std::string_view zone;
  std::string_view caller{};  // its ARN
  std::string_view group{};   // its name; "" when it is a call
};

class Capacity {
 public:
  explicit Capacity(const Faults& faults) : faults_(faults), draws_(faults.seed()) {}

  bool found(const Launch& launch);

 private:
  const Faults& faults_;
  Draws draws_;
};

}  // namespace aws::region::chaos
