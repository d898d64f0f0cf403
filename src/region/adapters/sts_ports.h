// STS's port over the front door.
#pragma once

#include "region/frontdoor/front_door.h"
#include "region/sts/ports.h"

namespace aws::region {

class StsCaller final : public sts::Caller {
 public:
  explicit StsCaller(const frontdoor::FrontDoor& front_door) : front_door_(front_door) {}
  Principal principal() const override { return front_door_.caller(); }

 private:
  const frontdoor::FrontDoor& front_door_;
};

}  // namespace aws::region
