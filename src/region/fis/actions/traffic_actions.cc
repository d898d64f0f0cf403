// Subnets that are cut off, zones that traffic leaves, and waiting.
#include "base/error.h"
#include "region/fis/actions/kinds.h"
#include "region/fis/actions/lasting_action.h"

namespace aws::region::fis {
namespace {

class DisruptConnectivity final : public LastingAction {
 public:
  DisruptConnectivity(const Task& task, const Ports& ports) : LastingAction(task), ports_(ports) {}

  // AWS puts a network ACL that denies before each subnet.
  std::vector<Need> needs() const override {
    std::vector<Need> needs{{"ec2:CreateNetworkAcl", task().place.arn("ec2", "network-acl/*")}};
    for (const auto& arn : task().arns) needs.push_back({"ec2:ReplaceNetworkAclAssociation", arn});
    return needs;
  }

 private:
  std::unique_ptr<Ongoing> make() override {
    return ports_.network.begin({.subnet_ids = names_in(task().arns), .scope = task().parameter("scope")});
  }

  Ports ports_;
};

class StartZonalAutoshift final : public LastingAction {
 public:
  StartZonalAutoshift(const Task& task, const Ports& ports) : LastingAction(task), ports_(ports) {}

  std::vector<Need> needs() const override {
    std::vector<Need> needs;
    for (const auto& arn : task().arns) needs.push_back({"arc-zonal-shift:StartZonalShift", arn});
    return needs;
  }

 private:
  std::unique_ptr<Ongoing> make() override {
    const auto name = task().parameter("availabilityZoneIdentifier");
    const auto zone = ports_.resources.zone(name);
    if (zone.empty()) throw Error("InvalidTarget", "There is no Availability Zone " + name + ".");
    return ports_.shifts.begin({.resource_arns = task().arns, .zone = zone});
  }

  Ports ports_;
};

}  // namespace

std::unique_ptr<Action> disrupt_connectivity(const Task& task, const Ports& ports) {
  return std::make_unique<DisruptConnectivity>(task, ports);
}

std::unique_ptr<Action> start_zonal_autoshift(const Task& task, const Ports& ports) {
  return std::make_unique<StartZonalAutoshift>(task, ports);
}

std::unique_ptr<Action> wait(const Task& task, const Ports&) { return std::make_unique<LastingAction>(task); }

}  // namespace aws::region::fis
