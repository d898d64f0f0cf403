// Tells callers who they are. Owned by the region; used on its thread.
#pragma once

#include "base/place.h"
#include "contract/sts.h"
#include "region/sts/ports.h"

namespace aws::region::sts {

class StsService final : public aws::sts::Api {
 public:
  StsService(const Place& place, const Caller& caller) : place_(place), caller_(caller) {}

  aws::sts::GetCallerIdentityResponse GetCallerIdentity(const aws::sts::GetCallerIdentityRequest& request) override;

 private:
  Place place_;
  const Caller& caller_;
};

}  // namespace aws::region::sts
