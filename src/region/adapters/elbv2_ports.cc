#include "region/adapters/elbv2_ports.h"

#include <algorithm>

#include "region/adapters/instance_states.h"

namespace aws::region {
namespace {

class Held final : public elbv2::HeldAddress {
 public:
  Held(const ec2::Network& network, std::unique_ptr<ec2::AddressReservation> reservation)
      : network_(network), reservation_(std::move(reservation)) {}
  std::string address() const override { return network_.public_address(reservation_->address()); }

 private:
  const ec2::Network& network_;
  std::unique_ptr<ec2::AddressReservation> reservation_;
};

}  // namespace

std::optional<elbv2::Instance> Elbv2Instances::find(const std::string& instance_id) const {
  const ec2::Instance* instance = instances_.find(instance_id);
  if (instance == nullptr) return std::nullopt;
  return elbv2::Instance{.address = instance->address,
                         .zone = instance->zone,
                         .vpc_id = instance->vpc_id,
                         .state = elbv2_state(*instance)};
}

bool Elbv2Network::vpc_exists(const std::string& vpc_id) const { return network_.records().vpcs().contains(vpc_id); }

bool Elbv2Network::has_internet_gateway(const std::string& vpc_id) const {
  return network_.records().gateway_of(vpc_id) != nullptr;
}

std::optional<elbv2::Subnet> Elbv2Network::find_subnet(const std::string& subnet_id) const {
  const ec2::Subnet* subnet = network_.find_subnet(subnet_id);
  if (subnet == nullptr) return std::nullopt;
  return elbv2::Subnet{.id = subnet->id, .zone = subnet->zone, .vpc_id = subnet->vpc_id};
}

std::optional<elbv2::Subnet> Elbv2Network::subnet_of_address(const std::string& vpc_id,
                                                             const std::string& address) const {
  const ec2::Subnet* subnet = network_.subnet_of_address(address);
  if (subnet == nullptr || subnet->vpc_id != vpc_id) return std::nullopt;
  return find_subnet(subnet->id);
}

std::string Elbv2Network::default_security_group(const std::string& vpc_id) const {
  return groups_.default_group_id(vpc_id);
}

bool Elbv2Network::security_group_exists(const std::string& group_id) const { return groups_.exists(group_id); }

// With the members of groups, which are instances.
std::vector<std::string> Elbv2Network::allowed_sources(const std::vector<std::string>& group_ids, int port) const {
  auto [blocks, groups] = groups_.inbound_sources(group_ids, port);
  for (const auto& [id, instance] : instances_.all()) {
    const auto has = [&instance](const auto& group) { return instance.belongs_to(group); };
    if (std::ranges::any_of(groups, has)) blocks.push_back(instance.address + "/32");
  }
  return blocks;
}

std::unique_ptr<elbv2::HeldAddress> Elbv2Network::hold_free_address(const std::string& subnet_id) {
  return std::make_unique<Held>(network_, network_.reserve(subnet_id));
}

std::unique_ptr<elbv2::HeldAddress> Elbv2Network::hold_address(const std::string& address) {
  auto reservation = network_.reserve_exact(address);
  return reservation == nullptr ? nullptr : std::make_unique<Held>(network_, std::move(reservation));
}

std::vector<ec2::FirewallInterface> interfaces_of_load_balancers(const elbv2::Elbv2& elbv2,
                                                                 const ec2::Network& network) {
  std::vector<ec2::FirewallInterface> interfaces;
  for (const auto& [arn, load_balancer] : elbv2.load_balancers()) {
    interfaces.push_back({.address = network.in_block(load_balancer.address),
                          .group_ids = load_balancer.settings.security_groups,
                          .of_router = true});
  }
  return interfaces;
}

std::optional<std::string> Elbv2Certificates::bundle(const std::string& arn) const {
  const auto* found = certificates_.find_by_arn(arn);
  if (!found) return std::nullopt;
  std::string bundle;
  for (const auto* part : {&found->body, &found->chain, &found->private_key}) {
    bundle += *part;
    if (!part->empty() && !part->ends_with('\n')) bundle += '\n';
  }
  return bundle;
}

}  // namespace aws::region
