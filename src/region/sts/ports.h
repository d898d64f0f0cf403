// What STS needs of the front door.
#pragma once

#include "base/place.h"

namespace aws::region::sts {

class Caller {
 public:
  virtual ~Caller() = default;
  virtual Principal principal() const = 0;  // whose call is being handled
};

}  // namespace aws::region::sts
