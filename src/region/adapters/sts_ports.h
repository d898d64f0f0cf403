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
  bool trusts(std::string_view role_arn, const Principal& caller, std::string_view action,
              const contract::Circumstances& circumstances) const override;
  sts::Session start_session(std::string_view role_arn, const Principal& caller, const std::string& session_name,
                             std::chrono::seconds duration, SessionTerms terms) override;

 private:
  const iam::Role* trusting(std::string_view role_arn, const Principal& caller, std::string_view action,
                            const contract::Circumstances& circumstances) const;

  const iam::IamStore& entities_;
  iam::Identities& identities_;
  const iam::Permissions& permissions_;
};

class StsUsers final : public sts::Users {
 public:
  explicit StsUsers(iam::Identities& identities) : identities_(identities) {}
  sts::Session start_session(const Principal& user, std::chrono::seconds duration) override;
  bool key_exists(std::string_view access_key_id) const override;

 private:
  iam::Identities& identities_;
};

}  // namespace aws::region
