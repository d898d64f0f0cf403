// EC2's ports over IAM, Systems Manager's catalogue of images and the folder of one's own.
#pragma once

#include "region/adapters/instance_roles.h"
#include "region/chaos/capacity.h"
#include "region/ec2/ports.h"
#include "region/images/image_shelf.h"

namespace aws::region {

class Ec2InstanceProfiles final : public ec2::InstanceProfiles {
 public:
  // A profile is known to EC2, and to Auto Scaling by it, only when it is as old as the faults say.
  Ec2InstanceProfiles(const iam::IamStore& entities, InstanceRoles& roles, const Clock& clock,
                      const chaos::Faults& faults)
      : entities_(entities), roles_(roles), clock_(clock), faults_(faults) {}
  std::optional<ec2::InstanceProfile> find_by_name(std::string_view name) override { return find(name); }
  std::optional<ec2::InstanceProfile> find_by_arn(std::string_view arn) override { return find(arn); }
  ec2::RoleCredentials credentials(const std::string& profile_arn, const std::string& instance_id) override;

 private:
  std::optional<ec2::InstanceProfile> find(std::string_view name_or_arn) const;

  const iam::IamStore& entities_;
  InstanceRoles& roles_;
  const Clock& clock_;
  const chaos::Faults& faults_;
};

class Ec2Capacity final : public ec2::Capacity {
 public:
  explicit Ec2Capacity(chaos::Capacity& capacity) : capacity_(capacity) {}
  bool found_in(std::string_view zone, std::string_view caller) override {
    return capacity_.found({.zone = zone, .caller = caller});
  }

 private:
  chaos::Capacity& capacity_;
};

class Ec2Images final : public ec2::Images {
 public:
  // One's own are files, for which an instance has to be a host of its own.
  Ec2Images(const images::ImageShelf& shelf, std::string account, bool real_hosts)
      : shelf_(shelf), account_(std::move(account)), real_hosts_(real_hosts) {}
  std::vector<ec2::Image> all() override;

 private:
  const images::ImageShelf& shelf_;
  std::string account_;
  bool real_hosts_;
};

}  // namespace aws::region
