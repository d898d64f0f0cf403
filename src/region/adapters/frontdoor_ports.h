// The front door's ports over IAM and the store.
#pragma once

#include "region/frontdoor/ports.h"
#include "region/iam/identities.h"
#include "region/iam/permissions.h"
#include "region/store/store.h"

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

// Everything that lasts is in the store, so a call that may not write there is one that has no effect.
class FrontDoorRehearsal final : public frontdoor::Rehearsal {
 public:
  explicit FrontDoorRehearsal(Store& store) : store_(store) {}
  void rehearse(const std::function<void()>& act) override { store_.rehearse(act); }

 private:
  Store& store_;
};

}  // namespace aws::region
