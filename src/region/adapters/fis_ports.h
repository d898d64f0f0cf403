// The Fault Injection Service's ports over EC2, Systems Manager, IAM and what goes wrong in the region.
#pragma once

#include "contract/channel_apis.h"
#include "contract/handlers.h"
#include "region/chaos/faults.h"
#include "region/ec2/firewall/firewall_reconciler.h"
#include "region/ec2/network/network.h"
#include "region/fis/ports.h"
#include "region/frontdoor/ports.h"
#include "region/iam/iam_store.h"
#include "region/iam/permissions.h"
#include "region/zonalshift/zonal_shifts.h"

namespace aws::region {

class FisRoles final : public fis::Roles {
 public:
  struct Parts {
    const iam::IamStore& entities;
    const iam::Permissions& permissions;
    const frontdoor::Facts& facts;
    Place place;
  };
  explicit FisRoles(Parts parts) : parts_(std::move(parts)) {}
  bool assumable(const std::string& role_arn, const std::string& experiment_arn) const override;
  bool allows(const std::string& role_arn, const fis::Need& need) const override;

 private:
  Parts parts_;
};

class FisInstances final : public fis::Instances {
 public:
  explicit FisInstances(contract::Handlers& handlers) : api_(handlers) {}
  std::string state(const std::string& id) const override;
  void stop(const std::vector<std::string>& ids) override { api_.StopInstances({.InstanceIds = ids}); }
  void start(const std::vector<std::string>& ids) override { api_.StartInstances({.InstanceIds = ids}); }
  void reboot(const std::vector<std::string>& ids) override { api_.RebootInstances({.InstanceIds = ids}); }
  void terminate(const std::vector<std::string>& ids) override { api_.TerminateInstances({.InstanceIds = ids}); }

 private:
  aws::ec2::Api api_;
};

class FisCommands final : public fis::Commands {
 public:
  explicit FisCommands(contract::Handlers& handlers) : api_(handlers) {}
  std::string send(const fis::CommandOrder& order) override;
  fis::CommandState state(const std::string& id) const override;
  void cancel(const std::string& id) override { api_.CancelCommand({.CommandId = id}); }

 private:
  aws::ssm::Api api_;
};

class FisApiErrors final : public fis::ApiErrors {
 public:
  explicit FisApiErrors(chaos::Faults& faults) : faults_(faults) {}
  bool has_operation(std::string_view service, std::string_view operation) const override;
  std::unique_ptr<fis::Ongoing> begin(const fis::ApiError& error) override;

 private:
  chaos::Faults& faults_;
};

class FisShortages final : public fis::Shortages {
 public:
  explicit FisShortages(chaos::Faults& faults) : faults_(faults) {}
  std::unique_ptr<fis::Ongoing> begin(const fis::Shortage& shortage) override;

 private:
  chaos::Faults& faults_;
};

// By the firewall; a service alone, which has no address of its own here, by not answering those who call from there.
class FisNetworkDisruptions final : public fis::NetworkDisruptions {
 public:
  FisNetworkDisruptions(ec2::Network& network, ec2::FirewallReconciler& firewall, chaos::Faults& faults)
      : network_(network), firewall_(firewall), faults_(faults) {}
  std::unique_ptr<fis::Ongoing> begin(const fis::NetworkDisruption& disruption) override;

 private:
  ec2::Disruption disruption_of(const fis::NetworkDisruption& disruption) const;

  ec2::Network& network_;
  ec2::FirewallReconciler& firewall_;
  chaos::Faults& faults_;
  int disruptions_ = 0;
};

class FisZonalShifts final : public fis::ZonalShifts {
 public:
  explicit FisZonalShifts(zonalshift::ZonalShifts& shifts) : shifts_(shifts) {}
  bool takes_part(const std::string& resource_arn) const override {
    return shifts_.takes_part_in_autoshifts(resource_arn);
  }
  std::unique_ptr<fis::Ongoing> begin(const fis::ZonalShift& shift) override;

 private:
  zonalshift::ZonalShifts& shifts_;
};

}  // namespace aws::region
