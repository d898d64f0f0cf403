// Elastic Load Balancing's ports over EC2 and IAM: the instances that it sends to, the network that it stands in, and
// the certificates that it shows.
#pragma once

#include "region/ec2/firewall/firewall.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/network/network.h"
#include "region/elbv2/elbv2.h"
#include "region/elbv2/ports.h"
#include "region/iam/certificates/server_certificates.h"

namespace aws::region {

class Elbv2Instances final : public elbv2::Instances {
 public:
  explicit Elbv2Instances(const ec2::InstanceLifecycle& instances) : instances_(instances) {}
  std::optional<elbv2::Instance> find(const std::string& instance_id) const override;

 private:
  const ec2::InstanceLifecycle& instances_;
};

class Elbv2Network final : public elbv2::Network {
 public:
  Elbv2Network(ec2::Network& network, const ec2::SecurityGroups& groups, const ec2::InstanceLifecycle& instances)
      : network_(network), groups_(groups), instances_(instances) {}
  bool vpc_exists(const std::string& vpc_id) const override;
  bool has_internet_gateway(const std::string& vpc_id) const override;
  std::optional<elbv2::Subnet> find_subnet(const std::string& subnet_id) const override;
  std::optional<elbv2::Subnet> subnet_of_address(const std::string& vpc_id, const std::string& address) const override;
  std::string default_security_group(const std::string& vpc_id) const override;
  bool security_group_exists(const std::string& group_id) const override;
  std::vector<std::string> allowed_sources(const std::vector<std::string>& group_ids, int port) const override;
  std::string address_within(const std::string& address) const override { return network_.in_block(address); }
  std::unique_ptr<elbv2::HeldAddress> hold_free_address(const std::string& subnet_id) override;
  std::unique_ptr<elbv2::HeldAddress> hold_address(const std::string& address) override;

 private:
  ec2::Network& network_;
  const ec2::SecurityGroups& groups_;
  const ec2::InstanceLifecycle& instances_;
};

std::vector<ec2::FirewallInterface> interfaces_of_load_balancers(const elbv2::Elbv2& elbv2,
                                                                 const ec2::Network& network);

class Elbv2Certificates final : public elbv2::Certificates {
 public:
  explicit Elbv2Certificates(const iam::ServerCertificates& certificates) : certificates_(certificates) {}
  std::optional<std::string> bundle(const std::string& arn) const override;

 private:
  const iam::ServerCertificates& certificates_;
};

}  // namespace aws::region
