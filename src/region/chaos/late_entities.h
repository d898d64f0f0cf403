// IAM that does not find at once what it has just created: its Get operations answer NoSuchEntity for a while, although
// the entity can be used. Region thread.
#pragma once

#include "base/clock.h"
#include "contract/handlers.h"
#include "contract/iam.h"
#include "region/chaos/faults.h"

namespace aws::region::chaos {

class LateEntities {
 public:
  LateEntities(const aws::iam::Api& service, const Clock& clock, const Faults& faults);

  void serve(contract::Handlers& handlers);

 private:
  aws::iam::GetRoleResponse get_role(const aws::iam::GetRoleRequest& request);
  aws::iam::GetPolicyResponse get_policy(const aws::iam::GetPolicyRequest& request);
  aws::iam::GetInstanceProfileResponse get_profile(const aws::iam::GetInstanceProfileRequest& request);
  bool is_new(std::optional<Timestamp> created) const { return created && clock_.now() - *created < delay(); }

  Duration delay() const { return faults_.delays().iam_read; }

  const aws::iam::Api& service_;
  const Clock& clock_;
  const Faults& faults_;
};

}  // namespace aws::region::chaos
