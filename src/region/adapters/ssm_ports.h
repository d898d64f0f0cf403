// Systems Manager's port over EC2, whose instances it manages, and IAM, which decides whether their agents may.
#pragma once

#include "region/adapters/instance_roles.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/ports.h"
#include "region/iam/identities.h"
#include "region/iam/permissions.h"
#include "region/images/image_shelf.h"
#include "region/ssm/ports.h"

namespace aws::region {

class SsmInstances final : public ssm::Instances {
 public:
  struct Parts {
    ec2::InstanceLifecycle& instances;
    InstanceRoles& roles;
    const iam::Identities& identities;
    const iam::Permissions& permissions;
    Place place;
    const Clock& clock;
    chaos::Faults& faults;  // a boot or another profile is noticed late, and calls are answered late
  };
  explicit SsmInstances(Parts parts) : parts_(std::move(parts)) {}

  std::vector<ssm::Node> running() const override;
  std::optional<ssm::Node> find(std::string_view instance_id) const override;
  bool may(const std::string& instance_id, std::string_view action) const override;
  void run_script(const ssm::Script& script, std::function<void(ssm::ScriptResult)> done) override;
  void end_script(const std::string& instance_id, const std::string& name) override {
    parts_.instances.end_script(instance_id, name);
  }
  std::shared_ptr<const void> slow(const std::string& instance_id, const ssm::SlowCalls& calls) override;

 private:
  ssm::Node node_of(const ec2::Instance& instance) const;

  Parts parts_;
};

class SsmImages final : public ssm::Images {
 public:
  explicit SsmImages(const images::ImageShelf& shelf) : shelf_(shelf) {}
  std::vector<ssm::NamedImage> all() const override;

 private:
  const images::ImageShelf& shelf_;
};

}  // namespace aws::region
