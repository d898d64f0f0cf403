// The front door's ports over IAM.
#pragma once

#include "region/frontdoor/ports.h"
#include "region/iam/identities.h"
#include "region/iam/permissions.h"

namespace aws::region {

class FrontDoorIdentities final : public frontdoor::Identities {
 public:
  explicit FrontDoorIdentities(const iam::Identities& identities) : identities_(identities) {}
  std::optional<frontdoor::KnownKey> find(std::string_view access_key_id) const override;

 private:
  const iam::Identities& identities_;
};

class FrontDoorPermissions final : public frontdoor::Permissions {
 public:
  explicit FrontDoorPermissions(const iam::Permissions& permissions) : permissions_(permissions) {}
  frontdoor::Decision decide(const frontdoor::Access& access) const override;

 private:
  const iam::Permissions& permissions_;
};

}  // namespace aws::region
