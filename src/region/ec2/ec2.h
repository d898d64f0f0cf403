// The region's EC2, put together: its parts in the order in which they need each other. Neighbours are wired to the
// members. Owned by the region; region thread.
#pragma once

#include <map>
#include <string>

#include "base/clock.h"
#include "base/place.h"
#include "base/random.h"
#include "contract/handlers.h"
#include "region/ec2/access/public_ports.h"
#include "region/ec2/catalogue/catalogue_service.h"
#include "region/ec2/devices/device_service.h"
#include "region/ec2/firewall/firewall_reconciler.h"
#include "region/ec2/groups/security_group_rule_service.h"
#include "region/ec2/groups/security_group_service.h"
#include "region/ec2/groups/security_groups.h"
#include "region/ec2/instances/attribute_service.h"
#include "region/ec2/instances/instance_lifecycle.h"
#include "region/ec2/instances/instance_service.h"
#include "region/ec2/instances/instance_store.h"
#include "region/ec2/instances/launch_specification.h"
#include "region/ec2/instances/run_instances_service.h"
#include "region/ec2/instances/status_service.h"
#include "region/ec2/keys/key_pair_service.h"
#include "region/ec2/keys/key_pairs.h"
#include "region/ec2/metadata/metadata.h"
#include "region/ec2/network/account_service.h"
#include "region/ec2/network/internet_gateway_service.h"
#include "region/ec2/network/network.h"
#include "region/ec2/network/route_table_service.h"
#include "region/ec2/network/subnet_service.h"
#include "region/ec2/network/surroundings_service.h"
#include "region/ec2/network/vpc_service.h"
#include "region/ec2/ports.h"
#include "region/ec2/tagging/tag_service.h"
#include "region/ec2/templates/launch_template_service.h"
#include "region/ec2/templates/launch_template_store.h"
#include "region/ec2/templates/launch_template_version_service.h"
#include "region/store/store.h"

namespace aws::region::ec2 {

struct Ec2Dependencies {
  Store& store;
  const Clock& clock;
  Timers& timers;  // at AWS's durations
  Random& random;
  Place place;
  InstanceProfiles& profiles;
  Images& images;
  InstanceHost& host;
  Firewall& firewall;
  PublicAccess& public_access;
  Addresses& addresses;
  Capacity& capacity;
};

class Ec2 {
 public:
  explicit Ec2(const Ec2Dependencies& dependencies);
  Ec2(const Ec2&) = delete;
  Ec2& operator=(const Ec2&) = delete;

  // Has the parts carry out every operation.
  void serve(contract::Handlers& handlers);
  // Once, when everybody has subscribed to changes: instances that an earlier process of the region left are
  // terminated.
  void start();
  // "instance" for an id of one; "" for the id of nothing that has tags.
  std::string_view tagged_type(std::string_view id) const { return tag_service_.type_of(id); }
  Tags tags_of(const std::string& id) const { return tag_service_.tags_of(id); }  // none of what is not there
  // What its metadata service tells an instance that does not change: text by path, "meta-data/instance-id". Nothing of
  // an instance that is not there.
  std::map<std::string, std::string, std::less<>> metadata_of(const std::string& instance_id) const;
  // The address of "ip-172-31-5-6.us-west-2.compute.internal"; nothing of a name that no instance has.
  std::optional<std::string> address_of(std::string_view name) const;
  // Whether who has this address in the VPC may send anything out of it.
  bool goes_out(std::string_view address) const;
  Network& network() { return network_; }
  SecurityGroups& security_groups() { return security_groups_; }
  InstanceLifecycle& instances() { return lifecycle_; }
  FirewallReconciler& firewall() { return firewall_; }
  const LaunchTemplateStore& launch_templates() const { return launch_templates_; }

 private:
  std::vector<TaggedKind> tagged_kinds();
  void connect();
  HostDescription describe_host(const Instance& instance);
  std::vector<std::string> ways_out_of(const Instance& instance) const;
  http::Reply answer_metadata(const std::string& instance_id, const http::Request& request);

  Place place_;
  Random& random_;
  Images& images_;
  Network network_;
  SecurityGroups security_groups_;
  LaunchTemplateStore launch_templates_;
  KeyPairs key_pairs_;
  InstanceStore instances_;
  FirewallReconciler firewall_;
  PublicPorts public_ports_;
  TemplateResolver resolver_;
  InstanceMetadata metadata_;
  std::map<std::string, MetadataTokens> metadata_tokens_;  // by instance
  InstanceLifecycle lifecycle_;
  LaunchTemplateService launch_template_service_;
  LaunchTemplateVersionService launch_template_version_service_;
  CatalogueService catalogue_service_;
  VpcService vpc_service_;
  SubnetService subnet_service_;
  RouteTableService route_table_service_;
  InternetGatewayService internet_gateway_service_;
  SurroundingsService surroundings_service_;
  DeviceService device_service_;
  AccountService account_service_;
  SecurityGroupService security_group_service_;
  SecurityGroupRuleService security_group_rule_service_;
  KeyPairService key_pair_service_;
  InstanceService instance_service_;
  RunInstancesService run_instances_service_;
  AttributeService attribute_service_;
  StatusService status_service_;
  TagService tag_service_;
};

}  // namespace aws::region::ec2
