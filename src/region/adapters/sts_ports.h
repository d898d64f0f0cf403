// STS's ports over IAM.
#pragma once

#include "region/iam/identities.h"
#include "region/iam/permissions.h"
#include "region/sts/ports.h"

namespace aws::region {

class StsRoles final : public sts::Roles {
 public:
  StsRoles(const iam::IamStore& entities, iam::Identities& identities, const iam::Permissions& permissions)
      : entities_(entities), identities_(identities), permissions_(permissions) {}
  std::optional<std::chrono::seconds> max_session(std::string_view role_arn, const Principal& caller,
                                                  const contract::Circumstances& circumstances) const override;
  sts::RoleSession start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                                 std::chrono::seconds duration) override;

 private:
  const iam::IamStore& entities_;
  iam::Identities& identities_;
  const iam::Permissions& permissions_;
};

}  // namespace aws::region
