#include "region/adapters/fis_ports.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "region/ec2/network/default_vpc.h"
#include "region/ec2/text.h"
#include "region/iam/policy/policy.h"

namespace aws::region {
namespace {

std::string last_part(const std::string& arn) { return arn.substr(arn.rfind('/') + 1); }

// As rules know the sessions of a role.
std::string sessions_of(const std::string& role_arn) { return "assumed-role/" + last_part(role_arn) + "/*"; }

// What is added to the region's faults, until it is destroyed.
class AddedFaults final : public fis::Ongoing {
 public:
  explicit AddedFaults(chaos::Faults& faults) : faults_(faults) {}
  AddedFaults(const AddedFaults&) = delete;
  AddedFaults& operator=(const AddedFaults&) = delete;
  ~AddedFaults() override {
    for (const auto id : ids_) faults_.remove(id);
  }
  template <class Fault>
  void add(Fault fault) {
    ids_.push_back(faults_.add(std::move(fault)));
  }

 private:
  chaos::Faults& faults_;
  std::vector<chaos::Faults::Id> ids_;
};

class Disrupted final : public fis::Ongoing {
 public:
  Disrupted(ec2::FirewallReconciler& firewall, std::string name) : firewall_(firewall), name_(std::move(name)) {}
  ~Disrupted() override { firewall_.end_disruption(name_); }

 private:
  ec2::FirewallReconciler& firewall_;
  std::string name_;
};

class Shifted final : public fis::Ongoing {
 public:
  Shifted(zonalshift::ZonalShifts& shifts, std::string id) : shifts_(shifts), id_(std::move(id)) {}
  ~Shifted() override { shifts_.end_autoshift(id_); }

 private:
  zonalshift::ZonalShifts& shifts_;
  std::string id_;
};

chaos::Trouble trouble_of(fis::ApiError::Kind kind) {
  switch (kind) {
    case fis::ApiError::Kind::kUnavailable:
      return chaos::Trouble::kRefuse;
    case fis::ApiError::Kind::kInternal:
      return chaos::Trouble::kBreak;
    case fis::ApiError::Kind::kThrottle:
      break;
  }
  return chaos::Trouble::kThrottle;
}

}  // namespace

bool FisRoles::assumable(const std::string& role_arn, const std::string& experiment_arn) const {
  const auto* role = parts_.entities.find_role_by_arn(role_arn);
  if (role == nullptr) return false;
  const iam::Context context{{"aws:SourceAccount", {parts_.place.account}}, {"aws:SourceArn", {experiment_arn}}};
  return iam::Policy::of_trust(role->trust_policy)
      .trusts({"Service", {"fis.amazonaws.com"}}, "sts:AssumeRole", context);
}

bool FisRoles::allows(const std::string& role_arn, const fis::Need& need) const {
  const auto* role = parts_.entities.find_role_by_arn(role_arn);
  if (role == nullptr) return false;
  constexpr std::string_view kSession = "fis";
  const Principal session{
      .arn = parts_.place.global_arn("sts", fmt::format("assumed-role/{}/{}", role->name, kSession)),
      .user_id = fmt::format("{}:{}", role->id, kSession),
      .temporary = true};
  iam::Context context(need.context.begin(), need.context.end());
  context["aws:RequestedRegion"] = {parts_.place.region};
  const auto service = need.action.substr(0, need.action.find(':'));
  for (const auto& [key, value] : parts_.facts.tags_of(need.resource)) {
    context["aws:ResourceTag/" + key] = {value};
    context[service + ":ResourceTag/" + key] = {value};
  }
  return parts_.permissions.decide(session, need.action, need.resource, std::move(context)) == iam::Decision::kAllowed;
}

std::string FisInstances::state(const std::string& id) const {
  try {
    return *api_.DescribeInstances({.InstanceIds = {id}}).Reservations.at(0).Instances.at(0).State->Name;
  } catch (const Error&) {
    return "terminated";
  }
}

std::string FisCommands::send(const fis::CommandOrder& order) {
  aws::ssm::SendCommandRequest request{.InstanceIds = order.instance_ids, .DocumentName = order.document};
  if (!order.version.empty()) request.DocumentVersion = order.version;
  request.Parameters = order.parameters;
  return *api_.SendCommand(request).Command->CommandId;
}

fis::CommandState FisCommands::state(const std::string& id) const {
  fis::CommandState state{.ended = true};
  for (const auto& invocation : api_.ListCommandInvocations({.CommandId = id}).CommandInvocations) {
    const auto status = invocation.Status.value_or("");
    if (status == "Pending" || status == "InProgress" || status == "Cancelling") state.ended = false;
    const bool failed = status == "Failed" || status == "TimedOut";
    if (!failed || !state.problem.empty()) continue;
    const std::string instance = *invocation.InstanceId;
    const auto said = api_.GetCommandInvocation({.CommandId = id, .InstanceId = instance}).StandardErrorContent;
    state.problem = fmt::format("Command {} on instance {}: {}. {}", id, instance,
                                invocation.StatusDetails.value_or(status), said.value_or(""));
  }
  return state;
}

bool FisApiErrors::has_operation(std::string_view service, std::string_view operation) const {
  return std::ranges::any_of(contract::services(), [&](const contract::Service* each) {
    return each->name == service && each->find(operation) != nullptr;
  });
}

std::unique_ptr<fis::Ongoing> FisApiErrors::begin(const fis::ApiError& error) {
  auto added = std::make_unique<AddedFaults>(faults_);
  for (const auto& role : error.role_arns) {
    for (const auto& operation : error.operations) {
      added->add(chaos::Rule{.trouble = trouble_of(error.kind),
                             .share = error.share,
                             .operations = error.service + "." + operation,
                             .callers = sessions_of(role)});
    }
  }
  return added;
}

std::unique_ptr<fis::Ongoing> FisShortages::begin(const fis::Shortage& shortage) {
  auto added = std::make_unique<AddedFaults>(faults_);
  for (const auto& zone : shortage.zones) {
    for (const auto& role : shortage.role_arns) {
      added->add(chaos::Shortage{.share = shortage.share, .zones = zone, .callers = sessions_of(role), .groups = ""});
    }
    for (const auto& group : shortage.group_arns) {
      added->add(chaos::Shortage{.share = shortage.share, .zones = zone, .callers = "", .groups = last_part(group)});
    }
  }
  return added;
}

std::unique_ptr<fis::Ongoing> FisNetworkDisruptions::begin(const fis::NetworkDisruption& disruption) {
  if (!firewall_.enforces()) throw Error("NotSupported", "Instances of this region have no network of their own.");
  if (disruption.scope == "dynamodb") {
    auto added = std::make_unique<AddedFaults>(faults_);
    added->add(chaos::Rule{.trouble = chaos::Trouble::kHang,
                           .share = 1,
                           .operations = "dynamodb.*",
                           .from = [this, ids = disruption.subnet_ids](const std::string& address) {
                             const auto* subnet = network_.subnet_of_address(address);
                             return subnet != nullptr && std::ranges::find(ids, subnet->id) != ids.end();
                           }});
    return added;
  }
  const std::string name = fmt::format("experiment {}", ++disruptions_);
  firewall_.disrupt(name, disruption_of(disruption));
  return std::make_unique<Disrupted>(firewall_, name);
}

ec2::Disruption FisNetworkDisruptions::disruption_of(const fis::NetworkDisruption& disruption) const {
  const auto block = [](const ec2::Subnet& subnet) {
    return fmt::format("{}-{}", ec2::ipv4_text(subnet.first_address), ec2::ipv4_text(subnet.last_address));
  };
  std::set<std::string> zones, vpcs;
  ec2::Disruption wanted;
  for (const auto& id : disruption.subnet_ids) {
    const auto& subnet = network_.records().subnet(id);
    wanted.blocks.push_back(block(subnet));
    zones.insert(subnet.zone);
    vpcs.insert(subnet.vpc_id);
  }
  if (disruption.scope == "all") return wanted;
  for (const auto& subnet : network_.subnets()) {
    const bool across_zones = disruption.scope == "availability-zone" && vpcs.contains(subnet.vpc_id);
    if (across_zones && !zones.contains(subnet.zone)) wanted.from.push_back(block(subnet));
  }
  if (!wanted.from.empty()) return wanted;
  throw Error("NotSupported",
              fmt::format("This region has nothing that the scope '{}' would cut off.", disruption.scope));
}

std::unique_ptr<fis::Ongoing> FisZonalShifts::begin(const fis::ZonalShift& shift) {
  return std::make_unique<Shifted>(shifts_, shifts_.start_autoshift(shift.resource_arns, ec2::zone_id_of(shift.zone)));
}

}  // namespace aws::region
