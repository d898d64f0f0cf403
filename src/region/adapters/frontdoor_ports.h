// The front door's ports over IAM, the store, and the services that know resources by name.
#pragma once

#include "region/autoscaling/autoscaling_store.h"
#include "region/ec2/ec2.h"
#include "region/frontdoor/ports.h"
#include "region/iam/identities.h"
#include "region/iam/permissions.h"
#include "region/store/store.h"
#include "region/sts/authorization_messages.h"
#include "region/zonalshift/zonal_shifts.h"

namespace aws::region {

class FrontDoorIdentities final : public frontdoor::Identities {
 public:
  explicit FrontDoorIdentities(iam::Identities& identities) : identities_(identities) {}
  std::optional<frontdoor::KnownKey> find(std::string_view access_key_id) const override;
  void used(std::string_view access_key_id, std::string_view service, std::string_view region) override {
    identities_.note_use(access_key_id, service, region);
  }

 private:
  iam::Identities& identities_;
};

class FrontDoorPermissions final : public frontdoor::Permissions {
 public:
  explicit FrontDoorPermissions(const iam::Permissions& permissions) : permissions_(permissions) {}
  frontdoor::Judgement judge(const frontdoor::Access& access) const override;
  std::string why(const frontdoor::Access& access) const override;

 private:
  const iam::Permissions& permissions_;
};

class FrontDoorDenials final : public frontdoor::Denials {
 public:
  explicit FrontDoorDenials(const sts::AuthorizationMessages& messages) : messages_(messages) {}
  std::string encoded(const frontdoor::Access& access, const frontdoor::Judgement& judgement) const override;

 private:
  const sts::AuthorizationMessages& messages_;
};

// What services know by a name, or by something that belongs to it.
class FrontDoorResourceNames final : public frontdoor::ResourceNames {
 public:
  FrontDoorResourceNames(const Place& place, const iam::IamStore& entities, const autoscaling::AutoScalingStore& groups,
                         ec2::Ec2& ec2, const zonalshift::ZonalShifts& zonal_shifts)
      : place_(place), entities_(entities), groups_(groups), ec2_(ec2), zonal_shifts_(zonal_shifts) {}
  std::optional<std::string> arn_of(std::string_view kind, std::string_view value) const override;

 private:
  std::optional<std::string> id_of(std::string_view kind, std::string_view value) const;

  Place place_;
  const iam::IamStore& entities_;
  const autoscaling::AutoScalingStore& groups_;
  ec2::Ec2& ec2_;
  const zonalshift::ZonalShifts& zonal_shifts_;
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
