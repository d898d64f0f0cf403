// IAM that does not find at once what it has just created: its Get operations answer NoSuchEntity for a while, although
// the entity can be used. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/iam.h"
#include "region/chaos/detour.h"

namespace aws::region::chaos {

class LateEntities {
 public:
  LateEntities(aws::iam::Api& service, const Clock& clock, Duration delay);

  aws::iam::Api& api() { return stub_; }

 private:
  aws::iam::GetRoleResponse get_role(const aws::iam::GetRoleRequest& request);
  aws::iam::GetPolicyResponse get_policy(const aws::iam::GetPolicyRequest& request);
  aws::iam::GetInstanceProfileResponse get_profile(const aws::iam::GetInstanceProfileRequest& request);
  bool is_new(std::optional<Timestamp> created) const { return created && clock_.now() - *created < delay_; }

  aws::iam::Api& service_;
  const Clock& clock_;
  Duration delay_;
  Detour detour_{&service_};
  aws::iam::Stub stub_{detour_};
};

}  // namespace aws::region::chaos
