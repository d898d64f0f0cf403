// STS's ports over the front door and IAM.
#pragma once

#include "region/frontdoor/front_door.h"
#include "region/iam/identities.h"
#include "region/iam/permissions.h"
#include "region/sts/ports.h"

namespace aws::region {

class StsCaller final : public sts::Caller {
 public:
  explicit StsCaller(const frontdoor::FrontDoor& front_door) : front_door_(front_door) {}
  Principal principal() const override { return front_door_.caller(); }
  sts::RequestContext context() const override { return front_door_.circumstances(); }

 private:
  const frontdoor::FrontDoor& front_door_;
};

class StsRoles final : public sts::Roles {
 public:
  StsRoles(const iam::IamStore& entities, iam::Identities& identities, const iam::Permissions& permissions)
      : entities_(entities), identities_(identities), permissions_(permissions) {}
  std::optional<std::chrono::seconds> max_session(std::string_view role_arn, const Principal& caller,
                                                  const sts::RequestContext& context) const override;
  sts::RoleSession start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                                 std::chrono::seconds duration) override;

 private:
  const iam::IamStore& entities_;
  iam::Identities& identities_;
  const iam::Permissions& permissions_;
};

}  // namespace aws::region
